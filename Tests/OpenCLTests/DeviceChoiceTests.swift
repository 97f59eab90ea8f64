import ForeframeOpenCLBackend
import Testing

@Suite struct DeviceChoiceTests {
  @Test func textBecomesAChoice() {
    #expect(OpenCLDeviceChoice("") == .automatic)
    #expect(OpenCLDeviceChoice("2") == .index(2))
    #expect(OpenCLDeviceChoice("-1") == .name("-1"))
    #expect(OpenCLDeviceChoice("Radeon") == .name("Radeon"))
  }

  @Test func factsAreSensible() throws {
    let device = try TestDevices.device()
    #expect(!device.name.isEmpty)
    #expect(device.version.hasPrefix("OpenCL "))
    #expect(device.computeUnits >= 1)
    #expect(device.largestAllocation > 1 << 20)
    #expect(device.globalMemory >= device.largestAllocation / 4)
  }

  @Test func devicesAreFoundByNumberAndName() throws {
    let list = OpenCLDeviceList()
    let first = try list.select(.automatic)
    #expect(list.devices[first.index].name == first.device.name)
    #expect(first.others.count == list.devices.count - 1)
    #expect(try list.select(.index(first.index)).device.name == first.device.name)
    let part = String(first.device.name.dropFirst().prefix(8)).uppercased()
    #expect(try list.select(.name(part)).device.summary.uppercased().contains(part))
  }

  @Test func aDeviceThatIsNotThereIsAnErrorWithTheOthers() throws {
    let list = OpenCLDeviceList()
    let name = try #require(list.devices.first).name
    for choice in [OpenCLDeviceChoice.index(99), .name("no such device")] {
      #expect { try list.select(choice) } throws: { error in
        guard case .noDevice(_, let available, _)? = error as? OpenCLError else { return false }
        return available.count == list.devices.count && "\(error)".contains(name)
      }
    }
  }

  @Test func anEmptyListSaysWhy() throws {
    var list = OpenCLDeviceList()
    list.devices = []
    list.problems = ["no OpenCL library: tried everything"]
    #expect { try list.select(.automatic) } throws: { "\($0)".contains("tried everything") }
  }
}
