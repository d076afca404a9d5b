using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Mails;

/// <summary>The sentences about one anomaly (ux 3.4). The first two are those of the chat message, too.</summary>
public sealed class AnomalyWords(AnomalyAlertItem item)
{
    private const int SubjectMax = 60, CausesShown = 5;

    private Anomaly Now => item.Anomaly ?? throw new InvalidOperationException("The anomaly is not there any more.");

    private Currency Currency => Now.Scope.Currency;

    /// <summary>"Unusual cost: Amazon RDS, 111122220002, +131 USD a day since 8 Nov". At most 60 characters; what is cut is the name.</summary>
    public string Subject()
    {
        (string front, string tail) = Parts();
        return Figures.Cut(front + Figures.Cut(What(), Math.Max(8, SubjectMax - front.Length - tail.Length)) + tail, SubjectMax);
    }

    /// <summary>The same, uncut.</summary>
    public string First()
    {
        (string front, string tail) = Parts();
        return front + What() + tail;
    }

    /// <summary>What is usual, what is now, and what it adds: "Usually 48.00 to 71.00 USD a day, now 190.00. About +3,010 USD by month end if it stays."</summary>
    public string Second()
    {
        if (item.Anomaly is not { } now) return "By what is known now, the cost of these days is usual.";
        if (item.Kind == AlertNoticeKind.AnomalyOver && AnomalyTable.CameFromOthers(now, item.Teams, item.Accounts)) return "The cost left another team or account on the same days.";
        if (item.Kind == AlertNoticeKind.AnomalyOver && now.MovedFrom is { } from)
            return $"The cost left {AnomalyTable.What(from)} of {from.Scope.Team} on the same days; net it is {Figures.Change(now.NetImpact, Currency)} {Currency}.";
        if (item.Kind == AlertNoticeKind.AnomalyOver)
            return $"It cost {Prose(now.Impact)} {Currency} more than usual over {Count(now.Event.Days.Count, "day")}{(now.Event.IsNewLevel ? ", and is the usual cost from now on" : "")}.";
        JudgedDay last = now.Event.Days[^1];
        string usual = now.IsNewSpend ? "No cost in the 30 days before" : $"Usually {Day(last.Low)} to {Day(last.High)} {Currency} a day";
        string ahead = item.ByMonthEnd is { } most ? $" About +{Prose(most)} {Currency} by month end if it stays." : "";
        return $"{usual}, now {Prose(now.Actual / now.Event.Days.Count)}.{ahead}";
    }

    /// <summary>"Amazon RDS, 111122220002", with the team when it is all of it.</summary>
    public string What()
    {
        if (item.Anomaly is { } now) return now.Scope.IsTeam ? $"{item.TeamTitle}, all services" : AnomalyTable.WhatFor(now, item.Teams, item.Accounts);
        string[] parts = [.. item.Alert.Notice.Budget.Split(';').Skip(1).Where(part => !part.StartsWith("currency=", StringComparison.Ordinal)).Select(Named)];
        return parts.Length == 0 ? $"{item.TeamTitle}, all services" : string.Join(", ", parts);
    }

    // "account=111122220002" of the notice's key.
    private string Named(string part)
    {
        string value = part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return part.StartsWith("account=", StringComparison.Ordinal) ? Account(value)! : value;
    }

    private string? Account(string? id) => item.Accounts is { } own && !own.Contains(id) ? AnomalyTable.SharedAccount : id;

    /// <summary>How it was found.</summary>
    public string How() => Now.IsNewSpend
        ? "How it was found: no cost in the 30 days before, and at least 25 units and 1 % of the team's mean day now."
        : string.Create(CultureInfo.InvariantCulture, $"How it was found: {Now.Event.Days[^1].Score:0.0} robust standard deviations from the usual cost of such a day (limit {Now.Event.Days[^1].Limit:0.#}). Day by day: costguard anomaly explain {Now.Id}.");

    /// <summary>What to do about it.</summary>
    public string Actions() =>
        $"This is expected: costguard anomaly resolve {Now.Id} --as expected. Investigating: costguard anomaly ack {Now.Id}. Not useful: costguard anomaly resolve {Now.Id} --as not-useful.";

    /// <summary>Where it stands, as a table.</summary>
    internal TableBlock Table() => new(
        $"{item.TeamTitle}: {What()}", ["", Currency.Code],
        [
            ["Usual cost of these days", Figures.Exact(Now.Expected, Currency)],
            ["Cost of these days", Figures.Exact(Now.Actual, Currency)],
            ["More than usual so far", Figures.Change(Now.Impact, Currency)],
            .. item.ByMonthEnd is { } most ? [["By month end if it stays", Figures.Change(most, Currency)]] : Array.Empty<IReadOnlyList<string>>(),
        ],
        null);

    /// <summary>What it comes from: the strongest causes and all other add up to the impact, to the cent.</summary>
    internal TableBlock? Causes()
    {
        if (item.Causes is not { } causes) return null;
        CostChange[] parts = [.. causes.Causes.Where(cause => cause.Part is not null).Select(cause => new CostChange(Label(causes.By, cause.Part!.Keys), cause.Part!.Baseline, cause.Part.Actual))];
        decimal rest = Now.Impact - parts.Sum(part => part.Change), usual = Now.Expected - parts.Sum(part => part.Before);
        return ChangeRows.Table(
            $"{Currency} in {Count(Now.Event.Days.Count, "unusual day")}, by {string.Join(" and ", causes.By.Select(by => DimensionColumns.Of(by).Title.ToLowerInvariant()))}",
            "What", "Cost", "More than usual", parts, CausesShown, Currency, new CostChange("", usual, usual + rest));
    }

    private string Label(IReadOnlyList<Dimension> dimensions, IReadOnlyList<string?> keys) =>
        string.Join(", ", dimensions.Zip(keys.Select((key, i) => dimensions[i].ToString() is "subAccountId" ? Account(key) : key), (by, key) => DimensionColumns.Cell(DimensionColumns.Of(by), key) as string ?? key ?? $"no {by}"));

    private (string Front, string Tail) Parts()
    {
        if (item.Anomaly is not { } now) return ("Resolved: ", " is no longer unusual");
        string since = $" since {now.Event.Start.ToString("d MMM", CultureInfo.InvariantCulture)}";
        return item.Kind switch
        {
            AlertNoticeKind.AnomalyOver when now.MovedFrom is not null => ("Resolved: ", " only moved"),
            AlertNoticeKind.AnomalyOver when now.Event.IsNewLevel => ("Resolved: ", $" stays {Figures.Short(now.PerDay)} {Currency} a day higher"),
            AlertNoticeKind.AnomalyOver => ("Resolved: ", $" is usual again, +{Figures.Short(now.Impact)} {Currency} in all"),
            AlertNoticeKind.AnomalyGrew => ("Grows: ", $", +{Figures.Short(now.Impact)} {Currency} so far{since}"),
            _ => ("Unusual cost: ", $", +{Figures.Short(now.PerDay)} {Currency} a day{since}"),
        };
    }

    private string Prose(decimal amount) => Figures.Prose(amount, Currency);

    private string Day(double amount) => Prose(decimal.Round((decimal)Math.Max(0, amount), Currency.MinorUnits, MidpointRounding.ToEven));

    private static string Count(int count, string word) => $"{Figures.Number(count)} {word}{(count == 1 ? "" : "s")}";
}
