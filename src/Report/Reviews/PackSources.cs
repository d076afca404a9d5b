using System.Text;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>
/// Where the figures come from: a click on a team's cost shows what it is made of, with the command that lists every line item on the same snapshot.
/// On screens only: the printed pack stays at twelve pages.
/// </summary>
internal sealed class PackSources(ReviewModel model)
{
    private const int RowsMax = 20;

    /// <summary>The place of a team's parts.</summary>
    public static string Anchor(string team) => $"from-{team}";

    /// <summary>A figure that leads to what it is made of; the figure alone when that was not frozen.</summary>
    public static Safe Link(ReviewModel model, string team, string figure) => model.Sources.Any(each => each.Team == team)
        ? new Safe($"<a href=\"#{Safe.Of(Anchor(team)).Html}\">{Safe.Of(figure).Html}</a>") : Safe.Of(figure);

    /// <summary>All teams' parts; null when they were not frozen.</summary>
    public Safe? Body()
    {
        if (model.Sources.Count == 0) return null;
        var html = new StringBuilder();
        ILookup<string, ReviewSource> byTeam = model.Sources.ToLookup(each => each.Team, StringComparer.Ordinal);
        foreach (ReviewTeam team in model.Teams.Where(team => byTeam.Contains(team.Id))) html.Append(Of(team, [.. byTeam[team.Id]]).Html);
        return new Safe(html.ToString());
    }

    private Safe Of(ReviewTeam team, ReviewSource[] parts)
    {
        ReviewSource[] shown = [.. parts.Take(RowsMax)];
        Currency currency = model.Currency;
        decimal total = Figures.Rounded(parts.Sum(each => each.Amount), currency), rest = total - shown.Sum(each => Figures.Rounded(each.Amount, currency));
        List<IReadOnlyList<Safe>> rows = [.. shown.Select(each => (IReadOnlyList<Safe>)
            [each.Service, each.Account, each.Rows == 0 ? "a share" : each.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture), Figures.Exact(each.Amount, currency)])];
        if (rest != 0m) rows.Add([shown.Length < parts.Length ? $"All other {PackWords.Number(parts.Length - shown.Length)}, with rounding" : "Rounding", Safe.None, Safe.None, Figures.Exact(rest, currency)]);
        return new Safe($"<div class=\"from\" id=\"{Safe.Of(Anchor(team.Id)).Html}\">") + Pack.Heading(team.Title)
            + Pack.Table(
                $"{HeadlineText.Metric(model.Metric)}, {currency}, {PackWords.Month(model.Period)}", [new("Service"), new("Account"), new("Line items", "n"), new("Cost", "n")], rows,
                ["Total", Safe.None, Safe.None, Figures.Exact(total, currency)])
            + Pack.Text($"By resource: costguard cost show --team {team.Id} --by resource --period {model.Period} --snapshot {model.Snapshot}, or sheet Data of the workbook, Team = {team.Title}. Each line with its file and row: costguard load lines LOAD, the load that the row names.", "quiet") + new Safe("</div>\n");
    }
}
