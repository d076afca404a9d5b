using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Reviews;
using CostGuard.Report.Mails;

namespace CostGuard.Report.Reviews;

/// <summary>
/// The review pack: one HTML file of twelve pages that needs nothing from outside. It reads as a document, presents as slides and prints on A4 landscape.
/// Same figures and same notes, same bytes.
/// </summary>
public static class ReviewPack
{
    /// <summary>The file.</summary>
    /// <param name="model">Frozen figures.</param>
    /// <param name="review">What people wrote.</param>
    public static string Render(ReviewModel model, Review review)
    {
        var money = new PackMoney(model, review);
        var findings = new PackFindings(model);
        var people = new PackPeople(model, review);
        PackPage[] first = [money.Answer(), people.Carried(), money.Budgets(), money.Bridge(), money.Movers(), findings.Year(), findings.Anomalies(), findings.Allocation()];
        PackPage[] pages = model.Scope is null
            ? [.. first, findings.Commitments(), people.Savings(), people.Reconciliation(), people.SignOffs()] : [.. first, people.Savings(), people.About()];
        var html = new StringBuilder();
        Head(html, model);
        html.Append("<body>\n").Append(PackBars.Patterns).Append("<main>\n");
        for (int i = 0; i < pages.Length; i++) Page(html, model, pages[i], i, pages.Length);
        if (new PackSources(model).Body() is { } sources) Sources(html, model, sources);
        html.Append("</main>\n<div class=\"nav\"><button id=\"present\" type=\"button\">Present (F; arrow keys, Esc)</button></div>\n<script>").Append(Script).Append("</script>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>What the pack asks people to decide, by the money in it; at most three sentences.</summary>
    public static IReadOnlyList<string> ToDecide(ReviewModel model) => new PackWords(model).ToDecide();

    /// <summary>"costguard-2026-10-acme-review.html", with the team's id for a team's pack.</summary>
    public static string FileName(ReviewModel model, bool isClosed)
    {
        string company = string.Join('-', new string([.. model.Company.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return $"costguard-{model.Period}-{company}-review{(model.Scope is { } scope ? $"-{scope.Id}" : "")}{(isClosed ? "-CLOSED" : "")}.html";
    }

    private static string Style { get; } = "\n" + PackStyle.Css.ReplaceLineEndings("\n") + "\n";

    private static string Script { get; } = "\n" + PackStyle.Script.ReplaceLineEndings("\n") + "\n";

    // The one style and the one script by their hashes, and nothing else from anywhere.
    private static void Head(StringBuilder html, ReviewModel model) => html
        .Append("<!DOCTYPE html>\n<html lang=\"en\" class=\"nojs\">\n<head>\n<meta charset=\"utf-8\">\n")
        .Append(CultureInfo.InvariantCulture, $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'\">\n")
        .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"CostGuard ").Append(Safe.Of(model.Version).Html).Append("\">\n")
        .Append("<title>").Append(Safe.Of($"{model.Company}: {Subject(model)}").Html).Append("</title>\n<style>").Append(Style).Append("</style>\n</head>\n");

    private static void Page(StringBuilder html, ReviewModel model, PackPage page, int at, int count)
    {
        string number = PackWords.Number(at + 1), through = model.DataThrough is { } day ? Figures.LongDay(day) : "no day yet", level = at == 0 ? "h1" : "h2";
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"page{(at == 0 ? " on" : "")}\" id=\"p{number}\" aria-labelledby=\"t{number}\">\n")
            .Append((Safe.Of($"{model.Company} · {Subject(model)}").In("span") + Safe.Of(model.PeriodStatus).In("span")).In("div", "head").Html).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"<{level} id=\"t{number}\">").Append(Safe.Of(page.Title).Html).Append(CultureInfo.InvariantCulture, $"</{level}>\n")
            .Append((page.Body + Same(model, page)).In("div", "main").Html).Append('\n')
            .Append((Safe.Of($"Data through {through} · snapshot {model.Snapshot} · CostGuard {model.Version}").In("span") + Safe.Of($"{number} / {PackWords.Number(count)}").In("span")).In("div", "foot").Html)
            .Append("\n</section>\n");
    }

    private static string Subject(ReviewModel model) => $"cost review of {PackWords.Month(model.Period)}{(model.Scope is { } scope ? $", {scope.Title}" : "")}";

    // Not printed: it is as long as the company is large, and the printed pack has twelve pages.
    private static void Sources(StringBuilder html, ReviewModel model, Safe body) => html
        .Append("<aside class=\"page from-all\" id=\"sources\" aria-labelledby=\"from-title\">\n<h2 id=\"from-title\">Where the figures come from</h2>\n")
        .Append((Pack.Text("Each team's cost, and what it is made of. Click a cost on another page to come here; Backspace, or the browser's way back, returns.", "quiet") + body).In("div", "main dense").Html)
        .Append((Safe.Of($"Snapshot {model.Snapshot} · CostGuard {model.Version}").In("span") + Safe.Of("on screens only").In("span")).In("div", "foot").Html).Append("\n</aside>\n");

    // Commands of one team know nothing of those below it.
    private static Safe Same(ReviewModel model, PackPage page) => page.Command is null || model.Scope is { Teams.Count: > 1 } ? Safe.None
        : Pack.Text($"Line by line: {page.Command}{(page.Sheet is null ? "" : $" · workbook, sheet {page.Sheet}")}", "quiet same");

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
