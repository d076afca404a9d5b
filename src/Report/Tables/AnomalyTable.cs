using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Anomalies, what waits for a person first. A cost that only moved is one row, with what it adds in the end.</summary>
public static class AnomalyTable
{
    /// <summary>Stands for an account of shared cost, for readers who do not see it.</summary>
    public const string SharedAccount = "(shared)";

    private static readonly string[] Short = ["id", "since", "team", "what", "actualPerDay", "impact", "state"];

    private static readonly ReportColumn[] Columns =
    [
        new("id", "Id", CellKind.Id),
        new("since", "Since", CellKind.Date),
        new("days", "Days", CellKind.Count),
        new("team", "Team", CellKind.Text),
        new("what", "What", CellKind.Text),
        new("expectedPerDay", "Usual/day", CellKind.Money),
        new("actualPerDay", "Now/day", CellKind.Money),
        new("impact", "Impact", CellKind.Change),
        new("state", "State", CellKind.State),
        new("severity", "Severity", CellKind.Text),
        new("impactShare", "Impact %", CellKind.PercentChange),
        new("last", "Last day", CellKind.Date),
        new("serviceName", "Service", CellKind.Text),
        new("subAccountId", "Account", CellKind.Id),
        new("movedFromTeam", "Moved from team", CellKind.Text),
        new("movedFromService", "Moved from service", CellKind.Text),
        new("movedFromAccount", "Moved from account", CellKind.Id),
        new("movedAmount", "Moved", CellKind.Money),
        new("expectedUntil", "Expected until", CellKind.Date),
        new("feedback", "Feedback", CellKind.Text),
        new("note", "Note", CellKind.Text),
        new("who", "Who", CellKind.Text),
        new("currency", "Currency", CellKind.Text),
    ];

    /// <summary>The table.</summary>
    /// <param name="anomalies">The anomalies to show.</param>
    /// <param name="hidden">How many more there are that nobody needs to look at.</param>
    /// <param name="meta">Facts.</param>
    /// <param name="feedback">What people have said about earlier ones; null leaves it out.</param>
    public static ReportTable Build(IReadOnlyList<Anomaly> anomalies, int hidden, ReportMeta meta, AnomalyFeedback? feedback = null)
    {
        Anomaly[] sorted = Sorted(anomalies, anomaly => anomaly);
        return new ReportTable
        {
            Schema = "costguard.anomaly-list/1",
            ShortColumns = Short,
            Title = Title(sorted),
            Columns = Columns,
            Rows = [.. sorted.Select(Row)],
            Meta = meta with { Currency = CostTable.CurrencyOf([.. sorted.Select(anomaly => anomaly.Scope.Currency).Distinct()], meta.Currency) },
            Footnote = $"{Footnote(sorted, hidden)}{Said(feedback)}" is { Length: > 0 } words ? words.TrimStart() : null,
        };
    }

    /// <summary>What waits for a person first, then what matters most.</summary>
    internal static T[] Sorted<T>(IEnumerable<T> rows, Func<T, Anomaly> of) =>
        [.. rows.OrderBy(row => of(row).IsOpen ? 0 : 1).ThenByDescending(row => of(row).Severity)
            .ThenByDescending(row => Math.Abs(of(row).NetImpact)).ThenBy(row => of(row).Id, StringComparer.Ordinal)];

    private static string Said(AnomalyFeedback? feedback) => feedback?.Precision is not { } share ? "" : string.Create(
        CultureInfo.InvariantCulture, $" Of {feedback.Confirmed + feedback.False} judged by people {feedback.Confirmed} were right ({share * 100:0} %).");

    /// <summary>"▲ NEW", "✓ EXPECTED", "⇄ MOVED".</summary>
    public static string State(Anomaly anomaly) => anomaly.State switch
    {
        AnomalyState.Investigating => "! INVESTIGATING",
        AnomalyState.Expected => "✓ EXPECTED",
        AnomalyState.Resolved => "✓ RESOLVED",
        AnomalyState.NotUseful => "✓ NOT USEFUL",
        _ when anomaly.MovedFrom is not null => "⇄ MOVED",
        AnomalyState.NewLevel => "→ NEW LEVEL",
        AnomalyState.Ended => "✓ ENDED",
        _ => anomaly.Event.Sign < 0 ? "▼ LOW" : anomaly.IsNewSpend ? "▲ NEW SPEND" : "▲ NEW",
    };

    /// <summary>"Amazon RDS, 111122220002"; for a move where it came from, too.</summary>
    public static string What(Anomaly anomaly)
    {
        AnomalyScope to = anomaly.Scope;
        if (to.IsTeam) return "all services";
        string scope = $"{to.Service ?? "no service"}, {to.Account ?? "no account"}";
        if (anomaly.MovedFrom?.Scope is not { } from) return scope;
        string[] parts =
        [
            .. from.Team != to.Team ? [$"team {from.Team}"] : Array.Empty<string>(),
            .. from.Service != to.Service ? [from.Service ?? "no service"] : Array.Empty<string>(),
            .. from.Account != to.Account ? [from.Account ?? "no account"] : Array.Empty<string>(),
        ];
        return $"{scope}, from {(parts.Length == 0 ? "the same scope" : string.Join(", ", parts))}";
    }

    /// <summary>The same for readers of some teams: accounts in which others' cost stands, and where a cost came from in other teams, are not named.</summary>
    /// <param name="anomaly">An anomaly of one of the teams.</param>
    /// <param name="teams">The readers' teams; null: they may see all.</param>
    /// <param name="accounts">Accounts with cost of the teams' own; null: every account may be named.</param>
    public static string WhatFor(Anomaly anomaly, IReadOnlySet<string>? teams, IReadOnlySet<string?>? accounts) =>
        WhatFor(anomaly, IsInSharedAccount(anomaly, accounts), CameFromOthers(anomaly, teams, accounts));

    /// <summary>The same where it is known already what readers do not see.</summary>
    /// <param name="anomaly">An anomaly of one of their teams.</param>
    /// <param name="hideAccount">True names no account.</param>
    /// <param name="hideFrom">True names nothing that it came from.</param>
    public static string WhatFor(Anomaly anomaly, bool hideAccount, bool hideFrom)
    {
        Anomaly shown = hideAccount ? anomaly with { Scope = anomaly.Scope with { Account = SharedAccount } } : anomaly;
        return hideFrom ? What(shown with { MovedFrom = null }) + ", from elsewhere" : What(shown);
    }

    /// <summary>What it adds to the bill as these readers see it: what left a team or account that they do not see is not told to them.</summary>
    /// <param name="anomaly">An anomaly of one of their teams.</param>
    /// <param name="hideFrom">True names nothing that it came from.</param>
    public static decimal ImpactFor(Anomaly anomaly, bool hideFrom) => hideFrom ? anomaly.Impact : anomaly.NetImpact;

    /// <summary>True when its account holds cost of others.</summary>
    /// <param name="anomaly">An anomaly.</param>
    /// <param name="accounts">Accounts with cost of the readers' own; null: every account may be named.</param>
    public static bool IsInSharedAccount(Anomaly anomaly, IReadOnlySet<string?>? accounts) => accounts is not null && !anomaly.Scope.IsTeam && !accounts.Contains(anomaly.Scope.Account);

    /// <summary>True when it moved here from a team or an account that these readers do not see.</summary>
    /// <param name="anomaly">An anomaly.</param>
    /// <param name="teams">The readers' teams; null: they may see all.</param>
    /// <param name="accounts">Accounts with cost of the teams' own; null: every account may be named.</param>
    public static bool CameFromOthers(Anomaly anomaly, IReadOnlySet<string>? teams, IReadOnlySet<string?>? accounts) =>
        anomaly.MovedFrom?.Scope is { } from && ((teams is not null && !teams.Contains(from.Team)) || (accounts is not null && !accounts.Contains(from.Account)));

    private static object?[] Row(Anomaly anomaly)
    {
        int days = anomaly.Event.Days.Count;
        AnomalyScope? from = anomaly.MovedFrom?.Scope;
        return
        [
            anomaly.Id, anomaly.Event.Start, (long)days, anomaly.Scope.Team, What(anomaly), anomaly.Expected / days, anomaly.Actual / days, anomaly.NetImpact,
            State(anomaly), anomaly.Severity.ToString().ToUpperInvariant(), anomaly.Share, anomaly.Event.Last, anomaly.Scope.Service, anomaly.Scope.Account,
            from?.Team, from?.Service, from?.Account, anomaly.MovedFrom is { } fall ? Math.Min(anomaly.Impact, -fall.Impact) : null,
            anomaly.Note?.Until, Feedback(anomaly.Note?.Decision), anomaly.Note?.Text, anomaly.Note?.Who, anomaly.Scope.Currency.Code,
        ];
    }

    private static string? Feedback(AnomalyDecision? decision) => decision switch
    {
        AnomalyDecision.Resolved => "right",
        AnomalyDecision.NotUseful => "not useful",
        AnomalyDecision.Expected => "planned",
        _ => null,
    };

    /// <summary>"2 anomalies wait for an owner, +1.2k USD so far".</summary>
    internal static string Title(IReadOnlyList<Anomaly> anomalies)
    {
        Anomaly[] open = [.. anomalies.Where(anomaly => anomaly.IsOpen)];
        Anomaly[] risen = [.. anomalies.Where(anomaly => anomaly is { State: AnomalyState.NewLevel, Event.Sign: > 0, MovedFrom: null })];
        if (open.Length == 0 && risen.Length > 0)
            return string.Create(CultureInfo.InvariantCulture, $"No anomaly is open, but {risen.Length} {(risen.Length == 1 ? "rise" : "rises")} became the new level unseen");
        if (open.Length == 0) return "No anomaly waits for anybody";
        string[] amounts = [.. open.GroupBy(anomaly => anomaly.Scope.Currency).OrderBy(group => group.Key)
            .Select(group => HeadlineText.Change(group.Sum(anomaly => anomaly.NetImpact), group.Key))];
        return string.Create(CultureInfo.InvariantCulture, $"{open.Length} {(open.Length == 1 ? "anomaly waits" : "anomalies wait")} for an owner, {string.Join(", ", amounts)} so far");
    }

    private static string? Footnote(Anomaly[] anomalies, int hidden)
    {
        string more = hidden == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{hidden} more are over, low or closed: --all. ");
        return anomalies.Length == 0 ? more.Trim() is { Length: > 0 } text ? text : null : $"{more}See why: costguard anomaly show {anomalies[0].Id}";
    }
}
