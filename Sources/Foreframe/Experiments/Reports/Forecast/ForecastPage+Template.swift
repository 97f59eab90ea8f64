extension ForecastPage {
  /// The page; one file, nothing loaded from elsewhere.
  static let template = """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Foreframe: {{title}}</title>
    <style>
    \(PageStyle.shared)
    \(PageStyle.report)
    .arrows { display: block; max-width: 100%; height: auto; }
    .arrows path { fill: none; stroke: #e4572e; stroke-linecap: round; }
    .arrows circle { fill: #e4572e; }
    tr.used { font-weight: 700; color: var(--accent); }
    td.verdict { text-align: left; }
    </style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    {{#words}}<p class="headline">{{.}}</p>{{/words}}
    <p class="legend">All pictures share one scale; a click shows one as large as the window, another closes
    it. <span class="key">{{low}} <i class="bar grey"></i> {{high}} (samples)</span>
    <span class="key"><i class="patch"></i> missing</span></p>
    {{#sections}}
    <section{{#isPixelated}} class="pixels"{{/isPixelated}}>
    <h2>{{title}}</h2>
    <p>{{explanation}}</p>
    <div class="scroll">
    {{#strips}}
    <figure class="strip">
    <figcaption>{{name}}</figcaption>
    <div style="width: {{width}}px">
    <div class="labels">{{#labels}}<span>{{.}}</span>{{/labels}}</div>
    <label class="zoom"><input type="checkbox"><img src="{{address}}" width="{{width}}" alt="{{name}}"></label>
    </div>
    </figure>
    {{/strips}}
    </div>
    </section>
    {{/sections}}

    <h2>Motion</h2>
    <p>The motion that was found in the last frames, over the last one. An arrow shows how far things move in
    {{arrowLength}} time steps.</p>
    <div style="width: {{arrowWidth}}px; max-width: 100%">{{{arrows}}}</div>

    {{#table}}
    <h2>Trials</h2>
    <p>Each forecaster forecast the last {{frames}} frames from those before them, from {{cuts}} cuts. Squared
    error in % of persistence's, by lead:</p>
    <div class="scroll">
    <table>
    <thead><tr><th></th>{{#heads}}<th>{{.}}</th>{{/heads}}<th></th></tr></thead>
    <tbody>
    {{#rows}}
    <tr{{#isUsed}} class="used"{{/isUsed}}><th>{{name}}</th>{{#cells}}<td>{{.}}</td>{{/cells}}\
    <td class="verdict">{{verdict}}</td></tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{/table}}
    <footer>Made by Foreframe {{version}}.</footer>
    </main>
    </body>
    </html>

    """
}
