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
    \(PageStyle.shared)
    \(PageStyle.run)
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
    <h2>{{title}}</h2>
    <p>{{explanation}}</p>
    <div class="scroll"><label class="zoom"><input type="checkbox"><img src="{{address}}"
    alt="{{contents}}"></label></div>
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
