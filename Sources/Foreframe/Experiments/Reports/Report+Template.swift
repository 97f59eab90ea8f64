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
    \(PageStyle.shared)
    \(PageStyle.report)
    </style>
    </head>
    <body>
    <main>
    <h1>{{title}}</h1>
    <p class="headline">{{headline}}</p>
    {{#words}}<p>{{.}}</p>{{/words}}
    <p>{{summary}}</p>
    <p>{{pixels}}</p>

    <h2>Scores</h2>
    {{#totals}}
    <h3>{{title}}</h3>
    <div class="scroll">
    <table>
    <thead>
    <tr><th></th>{{#names}}<th>{{.}}</th>{{/names}}</tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr><th>{{name}}</th>\
    {{#cells}}<td class="{{#isFirst}}first{{/isFirst}}{{#isBest}} best{{/isBest}}">{{text}}<small>{{interval}}</small></td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{/totals}}
    <p class="legend">{{intervals}}</p>
    {{#differences}}
    <h3>Differences, paired by case</h3>
    <div class="scroll">
    <table>
    <thead>
    <tr><th></th>{{#names}}<th>{{.}}</th>{{/names}}</tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr><th>{{name}}</th>\
    {{#cells}}<td class="first">{{text}}<small>{{interval}}</small></td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{/differences}}

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
    {{#groups}}<th class="group" colspan="{{span}}">{{name}}</th>{{/groups}}</tr>
    <tr>{{#names}}<th>{{.}}</th>{{/names}}</tr>
    </thead>
    <tbody>
    {{#rows}}
    <tr{{#isTotal}} class="total"{{/isTotal}}><th>{{lead}}</th>\
    {{#cells}}<td class="{{#isFirst}}first{{/isFirst}}{{#isBest}} best{{/isBest}}">{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table>
    </div>
    {{/tables}}
    <p class="legend">The best value of each lead time is bold.</p>

    <h2>Cases</h2>
    <p>Shown are {{rule}}. All pictures share one scale; a click shows one as large as the window, another
    closes it. In animations a dashed border marks what is forecast.</p>
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
    <label class="zoom"><input type="checkbox"><img src="{{address}}" width="{{width}}" alt="{{name}}"></label>
    </div>
    </figure>
    {{/strips}}
    </div>
    <figure class="strip">
    <figcaption>animation</figcaption>
    <div style="width: {{animationWidth}}px">
    <div class="labels"><span>truth</span><span>prediction</span><span>difference</span></div>
    <label class="zoom"><input type="checkbox"><img src="{{animation}}" width="{{animationWidth}}" alt="truth, prediction and difference"></label>
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
}
