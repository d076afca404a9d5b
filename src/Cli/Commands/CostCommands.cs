using System.CommandLine;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard cost show|diff|explain.</summary>
public static class CostCommands
{
    // More rows than a person reads at once are added up as "all other".
    private const int DriversShown = 20;

    public static Command Build(Verbs verbs)
    {
        var by = new Option<string[]>("--by")
        {
            Description = "Group by: team, service, subAccountId, region, chargeCategory, provider, month, day, resource, tag:KEY (folded), rawTag:KEY (as in the file), … Comma-separated or repeated. Of teams, what only lines know (resource, sku, tags) is told of their own lines; what is shared out to them is one row.",
            HelpName = "DIMENSION",
        };
        var metric = new Option<string?>("--metric") { Description = "billed, effective, list or contracted. Default: the company's (effective).", HelpName = "METRIC" };
        var team = new Option<string?>("--team") { Description = "Only this team.", HelpName = "TEAM" };
        var where = new Option<string[]>("--where") { Description = "Only rows with this value: service=Amazon S3, region= (no value). Repeatable.", HelpName = "DIMENSION=VALUE" };
        Option<string> period = GlobalOptions.Period("mtd");
        var snapshot = new Option<string?>("--snapshot") { Description = "Answer from this snapshot instead of the current one.", HelpName = "ID" };
        var currency = new Option<string?>("--currency") { Description = "Show all cost in this currency, each month at its rate of rates/actual.", HelpName = "CODE" };
        Option<string> after = new("--period") { Description = "The later months.", HelpName = "PERIOD", DefaultValueFactory = _ => "mtd" };
        Option<string?> before = new("--compare") { Description = "The months to compare with. Default: as many months before.", HelpName = "PERIOD" };
        var reported = new Option<bool>("--as-reported") { Description = "Start from the earlier months as they stood after their end: what was restated since is a cause of its own." };
        Option<string> laterWindow = new("--period") { Description = "The later window: months (2026-11, mtd, 2026-10..2026-12) or days (2026-11-01..2026-11-15).", HelpName = "PERIOD", DefaultValueFactory = _ => "mtd" };
        Option<string?> earlierWindow = new("--compare") { Description = "The earlier window. Default: as many months or days just before.", HelpName = "PERIOD" };
        return Verbs.Group("cost", "What was spent.",
        [
            verbs.Ask("show", "Show cost, grouped.", [by, metric, period, team, where, snapshot, currency], async (session, cancellationToken) =>
            {
                PeriodText months = session.Period(period);
                Snapshot data = await SnapshotAsync(session, session.Arguments.GetValue(snapshot), cancellationToken, months).ConfigureAwait(false);
                Dimension[] dimensions = Dimensions(session.Arguments.GetValue(by));
                var question = new CostQuery(months.Days, dimensions, Filters(session, team, where));
                InCurrency rows = await InCurrency.AskAsync(session, data, question, session.Arguments.GetValue(currency), cancellationToken).ConfigureAwait(false);
                CostMetric cost = Metric(session.Arguments.GetValue(metric), session.Configuration);
                await session.AnswerAsync(CostTable.Build(dimensions, rows.Rows, [cost], rows.Tell(Facts(session, data, months, cost))), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("diff", "Compare two periods: the changes shown and all others add up to the difference.", [by, metric, after, before, team, where, snapshot, currency], async (session, cancellationToken) =>
            {
                Snapshot data = await SnapshotAsync(session, session.Arguments.GetValue(snapshot), cancellationToken).ConfigureAwait(false);
                PeriodText later = session.Period(after);
                PeriodText earlier = Earlier(session, session.Arguments.GetValue(before), later);
                Dimension[] dimensions = Dimensions(session.Arguments.GetValue(by));
                if (dimensions.Length == 0) dimensions = [new Dimension("service")];
                IReadOnlyList<CostFilter> filters = Filters(session, team, where);
                string? code = session.Arguments.GetValue(currency);
                InCurrency now = await InCurrency.AskAsync(session, data, new CostQuery(later.Days, dimensions, filters), code, cancellationToken).ConfigureAwait(false);
                InCurrency then = await InCurrency.AskAsync(session, data, new CostQuery(earlier.Days, dimensions, filters), code, cancellationToken).ConfigureAwait(false);
                CostMetric cost = Metric(session.Arguments.GetValue(metric), session.Configuration);
                await session.AnswerAsync(CostDiffTable.Build(dimensions, then.Rows, now.Rows, cost, DriversShown, now.Tell(then.Tell(Facts(session, data, later, cost) with { Period = $"{earlier.Text} → {later.Text}" }))), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask(
                "explain",
                "Why did it change? Causes (price, usage, new, gone, commitments, credits, restatements, rates, …) and drivers that add up to the difference.",
                [metric, laterWindow, earlierWindow, team, where, snapshot, currency, reported],
                async (session, cancellationToken) =>
                {
                    Snapshot data = await SnapshotAsync(session, session.Arguments.GetValue(snapshot), cancellationToken).ConfigureAwait(false);
                    var asked = new CostExplanation(
                        session.Arguments.GetValue(laterWindow)!, session.Arguments.GetValue(earlierWindow), Filters(session, team, where),
                        Metric(session.Arguments.GetValue(metric), session.Configuration), session.Arguments.GetValue(currency), session.Arguments.GetValue(reported));
                    return await asked.AnswerAsync(session, data, cancellationToken).ConfigureAwait(false);
                }),
        ]);
    }

    /// <summary>The facts that every table of cost names.</summary>
    public static ReportMeta Facts(Session session, Snapshot snapshot, PeriodText months, CostMetric? metric) => new(
        snapshot.Id.Value,
        snapshot.DataThrough,
        session.Configuration.Company.Currency.Code,
        metric is { } cost ? $"{cost}Cost" : null,
        months.Text,
        PeriodHint.Status(months.Days, session.AsOf, session.Configuration.Closed),
        PeriodHint.Stale(snapshot, session.AsOf, session.Configuration.Company.WarnAfter));

    public static CostMetric Metric(string? text, CostGuardConfiguration configuration) => text is null ? configuration.Company.Metric : Metric(text);

    /// <summary>The metric of a word.</summary>
    /// <exception cref="CostGuardException">Exit code 2: there is no such metric.</exception>
    public static CostMetric Metric(string text) => text.ToLowerInvariant() switch
    {
        "billed" or "billedcost" => CostMetric.Billed,
        "effective" or "effectivecost" => CostMetric.Effective,
        "list" or "listcost" => CostMetric.List,
        "contracted" or "contractedcost" => CostMetric.Contracted,
        _ => throw new CostGuardException(2, CommandErrors.BadArgument.At($"--metric '{text}' is none of billed, effective, list, contracted.")),
    };

    internal static Dimension[] Dimensions(string[]? texts) =>
        [.. (texts ?? []).SelectMany(text => text.Contains(':', StringComparison.Ordinal) ? [text] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Dimension.Parse)];

    private static List<CostFilter> Filters(Session session, Option<string?> team, Option<string[]> where)
    {
        List<CostFilter> filters = [];
        if (session.Arguments.GetValue(team) is { } id) filters.Add(new CostFilter(new Dimension("team"), [KnownTeam(session, id)]));
        filters.AddRange(Filters(session.Arguments.GetValue(where)));
        return filters;
    }

    /// <summary>What --where asks for.</summary>
    internal static IReadOnlyList<CostFilter> Filters(string[]? where)
    {
        List<CostFilter> filters = [];
        foreach (string pair in where ?? [])
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--where '{pair}' must be DIMENSION=VALUE."));
            string value = pair[(equals + 1)..];
            filters.Add(new CostFilter(Dimension.Parse(pair[..equals]), [value.Length == 0 ? null : value]));
        }

        return filters;
    }

    internal static string KnownTeam(Session session, string id) =>
        id is "unallocated" or "central" || session.Configuration.Teams.Any(team => team.Id.Value == id)
            ? id
            : throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no team '{id}'. There are: {string.Join(", ", session.Configuration.Teams.Select(team => team.Id.Value))}."));

    private static async Task<Snapshot> SnapshotAsync(Session session, string? id, CancellationToken cancellationToken, PeriodText? months = null) => id is null
        ? await (months is null ? session.SnapshotAsync(cancellationToken) : session.SnapshotAsync(months, cancellationToken)).ConfigureAwait(false)
        : await session.Room<ISnapshotStore>().FindAsync(id, cancellationToken).ConfigureAwait(false)
          ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no snapshot '{id}'."));

    private static PeriodText Earlier(Session session, string? text, PeriodText later)
    {
        if (text is not null) return PeriodText.Parse(text, session.AsOf, session.Configuration.Company);
        if (later.IsAll) throw new CostGuardException(2, CommandErrors.BadArgument.At("'all' has nothing before it: name both periods."));
        int months = later.Last.MonthsSince(later.First) + 1;
        return PeriodText.Parse($"{later.First.AddMonths(-months)}..{later.First.Previous}", session.AsOf, session.Configuration.Company);
    }
}
