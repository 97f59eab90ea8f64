extension Report {
  /// The page; one file, nothing loaded from elsewhere.
  static let template = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Foreframe: {{title}}</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    <p class="headline">{{headline}}</p>
    <p>{{summary}}</p>

    <h2>Scores by lead time</h2>
    <p class="legend">{{{legend}}}</p>
    <div class="charts">
    {{#charts}}
    {{{.}}}
    {{/charts}}
    </div>
    {{#tables}}
    <h3>{{title}}</h3>
    <div class="scroll">
    <table>
    <thead>
    <tr><th rowspan="2">lead</th>
    {{#groups}}<th class="group" colspan="{{span}}">{{name}}</th>{{/groups}}
    {{#withSkill}}<th class="group" rowspan="2">skill</th>{{/withSkill}}</tr>
    <tr>{{#names}}<th>{{.}}</th>{{/names}}</tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr{{#isTotal}} class="total"{{/isTotal}}><th>{{lead}}</th>\
    {{#cells}}<td{{#isModel}} class="model"{{/isModel}}>{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{/tables}}

    <h2>Cases</h2>
    <p>Shown are {{rule}}. All pictures share one scale.</p>
    <p class="legend">
    <span class="key">{{low}} <i class="bar grey"></i> {{high}} (samples)</span>
    <span class="key">-{{difference}} <i class="bar signed"></i> +{{difference}}
    (prediction minus truth)</span>
    <span class="key"><i class="patch"></i> missing</span>
    </p>
    {{#pictures}}
    <section{{#isPixelated}} class="pixels"{{/isPixelated}}>
    <h3>{{title}}: {{name}} <small>skill {{score}}</small></h3>
    <div class="scroll">
    {{#strips}}
    <figure class="strip">
    <figcaption>{{name}}</figcaption>
    <div style="width: {{width}}px">
    <div class="labels">{{#labels}}<span>{{.}}</span>{{/labels}}</div>
    <img src="{{address}}" width="{{width}}" alt="{{name}}">
    </div>
    </figure>
    {{/strips}}
    </div>
    <figure class="strip">
    <figcaption>animation</figcaption>
    <div style="width: {{animationWidth}}px">
    <div class="labels"><span>truth</span><span>prediction</span><span>difference</span></div>
    <img src="{{animation}}" width="{{animationWidth}}" alt="truth, prediction and difference">
    </div>
    </figure>
    </section>
    {{/pictures}}

    <h2>Provenance</h2>
    <dl>
    {{#facts}}
    <dt>{{key}}</dt><dd>{{value}}</dd>
    {{/facts}}
    </dl>
    <footer>Every number is also in metrics.json. Made by Foreframe {{version}}.</footer>
    </main>
    </body>
    </html>

    """

  private static let style = """
    :root { color-scheme: light; }
    body { margin: 0; background: #f5f6f8; color: #1b2330;
      font: 15px/1.5 system-ui, "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 1160px; margin: 0 auto; padding: 24px 28px 48px; background: #fff; }
    h1 { font-size: 22px; margin: 0 0 8px; overflow-wrap: anywhere; }
    h2 { font-size: 18px; margin: 32px 0 8px; border-bottom: 1px solid #d8dde5; padding-bottom: 4px; }
    h3 { font-size: 15px; margin: 20px 0 6px; }
    small { font-weight: normal; color: #5b6675; margin-left: 8px; }
    .headline { font-size: 17px; background: #eef3fa; border-left: 4px solid #1f5fa8;
      padding: 10px 14px; margin: 12px 0; }
    .legend { color: #38424f; font-size: 13px; }
    .key { margin-right: 22px; white-space: nowrap; }
    .key i { display: inline-block; width: 28px; margin-right: 6px; vertical-align: middle; }
    .key i.bar { width: 120px; height: 12px; margin: 0 4px; border: 1px solid #9aa4b1; }
    .key i.grey { background: linear-gradient(to right, #000, #fff); }
    .key i.signed { background: linear-gradient(to right, #2166ac, #fff, #b2182b); }
    .key i.patch { width: 14px; height: 12px; background: #c4d0e0; border: 1px solid #9aa4b1; }
    .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 14px; }
    .chart { width: 100%; height: auto; border: 1px solid #e3e7ed; border-radius: 4px; }
    .chart .grid { stroke: #e6e9ee; }
    .chart .curve { fill: none; stroke-width: 2; }
    .chart text { font-size: 11px; fill: #4a5563; }
    .chart .title { font-size: 13px; font-weight: 600; fill: #1b2330; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; }
    th, td { padding: 3px 9px; text-align: right; white-space: nowrap; }
    thead th { color: #4a5563; font-weight: 500; }
    th.group { text-align: center; border-bottom: 1px solid #d8dde5; color: #1b2330; font-weight: 600; }
    tbody tr:nth-child(odd) { background: #f7f8fa; }
    td.model { font-weight: 600; color: #174a85; border-left: 1px solid #e3e7ed; }
    tr.total { border-top: 2px solid #9aa4b1; }
    figure.strip { display: flex; align-items: center; margin: 2px 0; }
    figure.strip figcaption { flex: 0 0 84px; font-size: 13px; color: #38424f; }
    figure.strip img { display: block; height: auto; flex: 0 1 auto; min-width: 0; }
    .pixels img { image-rendering: pixelated; }
    .labels { display: flex; font-size: 11px; color: #5b6675; }
    .labels span { flex: 1; text-align: center; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; font-size: 13px; }
    dt { color: #5b6675; }
    dd { margin: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, monospace; }
    footer { margin-top: 28px; color: #5b6675; font-size: 13px; }
    """
}
