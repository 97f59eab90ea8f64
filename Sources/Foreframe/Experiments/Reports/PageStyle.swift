/// How pages look, by day and by night.
enum PageStyle {
  /// What all pages have in common.
  static let shared = """
    :root { color-scheme: light dark; --page: #fff; --around: #f5f6f8; --text: #1b2330;
      --quiet: #5b6675; --soft: #38424f; --rule: #d8dde5; --grid: #e2e6ec; --stripe: #f7f8fa;
      --accent: #1f5fa8; --tint: #eef3fa; --edge: #9aa4b1; }
    @media (prefers-color-scheme: dark) {
      :root { --page: #171c24; --around: #0f1319; --text: #e3e8ef; --quiet: #98a4b3; --soft: #b9c3cf;
        --rule: #343d4a; --grid: #2b333f; --stripe: #1c222b; --accent: #6ea8e6; --tint: #1d2a3b;
        --edge: #566273; }
    }
    body { margin: 0; background: var(--around); color: var(--text);
      font: 15px/1.5 system-ui, "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 1160px; margin: 0 auto; padding: 24px 28px 48px; background: var(--page); }
    h1 { font-size: 22px; margin: 0 0 8px; overflow-wrap: anywhere; }
    h2 { font-size: 18px; margin: 32px 0 8px; border-bottom: 1px solid var(--rule);
      padding-bottom: 4px; }
    h3 { font-size: 15px; margin: 20px 0 6px; }
    .headline { font-size: 17px; background: var(--tint); border-left: 4px solid var(--accent);
      padding: 10px 14px; margin: 12px 0; }
    .scroll { overflow-x: auto; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; }
    dt { color: var(--quiet); }
    dd { margin: 0; overflow-wrap: anywhere; }
    footer { margin-top: 28px; color: var(--quiet); font-size: 13px; }
    .zoom input { position: absolute; opacity: 0; width: 1px; height: 1px; }
    .zoom img { cursor: zoom-in; }
    .zoom input:focus-visible + img { outline: 2px solid var(--accent); }
    .zoom input:checked + img { position: fixed; inset: 0; width: 100vw; height: 100vh; z-index: 9;
      object-fit: contain; background: var(--around); cursor: zoom-out; max-width: none; }
    """

  /// Of an evaluation's report.
  static let report = """
    small { font-weight: normal; color: var(--quiet); margin-left: 8px; }
    .legend { color: var(--soft); font-size: 13px; }
    .key { margin-right: 22px; white-space: nowrap; }
    .key i { display: inline-block; width: 28px; margin-right: 6px; vertical-align: middle; }
    .key i.bar { width: 120px; height: 12px; margin: 0 4px; border: 1px solid var(--edge); }
    .key i.grey { background: linear-gradient(to right, #000, #fff); }
    .key i.signed { background: linear-gradient(to right, #2166ac, #fff, #b2182b); }
    .key i.patch { width: 14px; height: 12px; background: #c4d0e0; border: 1px solid var(--edge); }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 14px; }
    .chart { width: 100%; height: auto; border: 1px solid var(--grid); border-radius: 4px; }
    .chart .grid { stroke: var(--grid); }
    .chart .curve { fill: none; stroke-width: 2; }
    .chart text { font-size: 11px; fill: var(--quiet); }
    .chart .title { font-size: 13px; font-weight: 600; fill: var(--text); }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
    th, td { padding: 3px 9px; text-align: right; white-space: nowrap; }
    thead th { color: var(--quiet); font-weight: 500; }
    th.group { text-align: center; border-bottom: 1px solid var(--rule); color: var(--text);
      font-weight: 600; }
    tbody tr:nth-child(odd) { background: var(--stripe); }
    td small { display: block; margin: 0; font-weight: 400; font-size: 11px; }
    td.first { border-left: 1px solid var(--grid); }
    td.best { font-weight: 700; color: var(--accent); }
    tr.total { border-top: 2px solid var(--edge); }
    figure.strip { display: flex; align-items: center; margin: 2px 0; }
    figure.strip figcaption { flex: 0 0 84px; font-size: 13px; color: var(--soft); }
    figure.strip img { display: block; height: auto; flex: 0 1 auto; min-width: 0; }
    .pixels img { image-rendering: pixelated; }
    .labels { display: flex; font-size: 11px; color: var(--quiet); }
    .labels span { flex: 1; text-align: center; }
    dl { font-size: 13px; }
    dd { font-family: ui-monospace, Menlo, monospace; }
    """

  /// Of a training run's report.
  static let run = """
    .charts { display: flex; flex-wrap: wrap; gap: 16px; }
    .charts figure { margin: 0; width: 540px; max-width: 100%; }
    svg text { font: 12px system-ui, sans-serif; fill: var(--soft); }
    svg .grid { stroke: var(--grid); }
    svg polyline { stroke-width: 1.6; }
    .key { margin-right: 14px; font-size: 13px; }
    .key i { display: inline-block; width: 18px; height: 3px; vertical-align: middle;
      margin-right: 5px; }
    pre { background: var(--around); padding: 10px 14px; overflow-x: auto; font-size: 13px; }
    """
}
