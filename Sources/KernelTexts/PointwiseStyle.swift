/// How a device's pointwise kernels are cut.
package struct PointwiseStyle: Hashable, Sendable {
  /// Lanes of the widest vector worth using: 1, 4, 8 or 16.
  package var widestVector: Int
  /// Work-items that keep the device busy; 0 for one work-item for each unit of work (GPUs).
  package var items: Int
  /// Work-items in a group.
  package var group: Int

  package init(widestVector: Int, items: Int, group: Int) {
    self.widestVector = widestVector
    self.items = items
    self.group = group
  }
}
