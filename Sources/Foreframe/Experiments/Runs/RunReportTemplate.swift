/// The page of a run's report.
enum RunReportTemplate {
  /// The page; one file, nothing loaded from elsewhere.
  static let text = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Foreframe: {{title}}</title>
    <style>
    body { margin: 0; background: #f5f6f8; color: #1b2330;
      font: 15px/1.5 system-ui, "Helvetica Neue", Arial, sans-serif; }
    main { max-width: 1160px; margin: 0 auto; padding: 24px 28px 48px; background: #fff; }
    h1 { font-size: 22px; margin: 0 0 8px; overflow-wrap: anywhere; }
    h2 { font-size: 18px; margin: 32px 0 8px; border-bottom: 1px solid #d8dde5; }
    .headline { font-size: 17px; background: #eef3fa; border-left: 4px solid #1f5fa8;
      padding: 8px 12px; }
    .charts { display: flex; flex-wrap: wrap; gap: 16px; }
    .charts figure { margin: 0; width: 540px; max-width: 100%; }
    svg text { font: 12px system-ui, sans-serif; fill: #3c4757; }
    svg .grid { stroke: #e2e6ec; }
    svg polyline { stroke-width: 1.6; }
    .key { margin-right: 14px; font-size: 13px; }
    .key i { display: inline-block; width: 18px; height: 3px; vertical-align: middle;
      margin-right: 5px; }
    .scroll { overflow-x: auto; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; }
    dt { color: #5b6675; }
    dd { margin: 0; overflow-wrap: anywhere; }
    pre { background: #f5f6f8; padding: 10px 14px; overflow-x: auto; font-size: 13px; }
    footer { margin-top: 32px; color: #5b6675; font-size: 13px; }
    </style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    <p class="headline">{{headline}}</p>
    <div class="charts">
    {{#charts}}
    <figure>{{{svg}}}<figcaption>{{{legend}}}</figcaption></figure>
    {{/charts}}
    </div>
    {{#picture}}
    <h2>Validation cases at step {{step}}</h2>
    <p>{{explanation}}</p>
    <div class="scroll"><img src="{{address}}" alt="{{contents}}"></div>
    {{/picture}}
    <h2>Provenance</h2>
    <dl>
    {{#facts}}
    <dt>{{key}}</dt><dd>{{value}}</dd>
    {{/facts}}
    </dl>
    <h2>Recipe</h2>
    <pre>{{recipe}}</pre>
    <footer>Every number is also in metrics.jsonl. Scores per lead time: foreframe evaluate.
    Made by Foreframe {{version}}.</footer>
    </main>
    </body>
    </html>

    """
}
