using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard load list|show|lines|diff|prune.</summary>
public static class LoadCommands
{
    private const int KeptDays = 400, LinesShown = 50;

    public static Command Build(Verbs verbs)
    {
        var all = new Option<bool>("--all") { Description = "Also the loads that newer ones replace." };
        var id = new Argument<string>("LOAD") { Description = "Load id, or a beginning that only one load has." };
        var older = new Argument<string>("OLDER") { Description = "Load id." };
        var newer = new Argument<string>("NEWER") { Description = "Load id." };
        var days = new Option<int>("--older-than") { Description = "Days since they were sealed.", HelpName = "DAYS", DefaultValueFactory = _ => KeptDays };
        var where = new Option<string[]>("--where") { Description = "Only lines with this value: resource=i-0abc, service=Amazon S3, invoiceId= (no value). Repeatable.", HelpName = "DIMENSION=VALUE" };
        var by = new Option<string[]>("--columns") { Description = "Columns beside file, row and costs: FOCUS columns in camelCase, or dimensions of cost show. Comma-separated or repeated.", HelpName = "COLUMN" };
        var top = new Option<int>("--top") { Description = "The largest lines; 0 for all.", HelpName = "N", DefaultValueFactory = _ => LinesShown };
        Option<bool> dryRun = GlobalOptions.DryRun();
        return Verbs.Group("load", "What was stored: sealed months of a source, every version of them.",
        [
            verbs.Ask("list", "List loads with their control totals.", [all], async (session, cancellationToken) =>
            {
                IReadOnlyList<Load> loads = await LoadsAsync(session, !session.Arguments.GetValue(all), cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(LoadTable.Build(loads, Facts(loads)), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("show", "Show one load: files, control totals, warnings.", [id], async (session, cancellationToken) =>
            {
                Load load = Find(await LoadsAsync(session, false, cancellationToken).ConfigureAwait(false), session.Arguments.GetValue(id)!);
                await ShowAsync(session, load, cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("lines", "Show the source's lines behind a figure, each with its file and row.", [id, where, by, top], async (session, cancellationToken) =>
            {
                Load load = Find(await LoadsAsync(session, false, cancellationToken).ConfigureAwait(false), session.Arguments.GetValue(id)!);
                Dimension[] columns = CostCommands.Dimensions(session.Arguments.GetValue(by)) is { Length: > 0 } asked ? asked : SourceLineTable.Columns;
                int most = session.Arguments.GetValue(top);
                if (most < 0) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--top {most} must be 0 or more."));
                SourceLines lines = await session.Room<ISourceLines>().ReadAsync(
                    load, columns, CostCommands.Filters(session.Arguments.GetValue(where)), most == 0 ? int.MaxValue : most, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(SourceLineTable.Build(load, columns, lines, Facts([load]) with { Metric = "BilledCost, EffectiveCost" }), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Ask("diff", "Show what a newer load of a month changed.", [older, newer], async (session, cancellationToken) =>
            {
                IReadOnlyList<Load> loads = await LoadsAsync(session, false, cancellationToken).ConfigureAwait(false);
                Load from = Find(loads, session.Arguments.GetValue(older)!);
                Load to = Find(loads, session.Arguments.GetValue(newer)!);
                IReadOnlyList<CostRow> rows = await session.Room<ILedger>().DiffAsync(from.Id, to.Id, cancellationToken).ConfigureAwait(false);
                await session.AnswerAsync(LoadDiffTable.Build(from.Id, to.Id, rows, Facts([from, to])), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("prune", "Remove replaced loads that are old, and what broken runs left behind.", [days, dryRun], async (session, cancellationToken) =>
            {
                _ = session.Configuration;
                bool only = session.Arguments.GetValue(dryRun);
                DateTimeOffset before = session.AsOf.AddDays(-session.Arguments.GetValue(days));
                IReadOnlyList<LoadId> removed = await session.Room<ILedger>().PruneAsync(before, only, cancellationToken).ConfigureAwait(false);
                foreach (LoadId load in removed) session.Screen.Line($"{(only ? "Would remove" : "Removed")} {load}");
                if (removed.Count == 0) session.Screen.Line("Nothing to remove.");
                return 0;
            }),
        ]);
    }

    private static Task<IReadOnlyList<Load>> LoadsAsync(Session session, bool currentOnly, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        return session.Room<ILedger>().LoadsAsync(currentOnly, cancellationToken);
    }

    private static Load Find(IReadOnlyList<Load> loads, string id)
    {
        Load[] found = [.. loads.Where(load => load.Id.Value.StartsWith(id, StringComparison.OrdinalIgnoreCase) || load.Id.Value.EndsWith(id, StringComparison.OrdinalIgnoreCase))];
        return found.Length switch
        {
            1 => found[0],
            0 => throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no load '{id}'; see 'costguard load list --all'.")),
            _ => throw new CostGuardException(2, CommandErrors.BadArgument.At($"'{id}' is the beginning of {found.Length} loads; give more of it.")),
        };
    }

    private static async Task ShowAsync(Session session, Load load, CancellationToken cancellationToken)
    {
        if (session.OutputFormat == "table")
        {
            session.Screen.Line($"Load {load.Id}: {load.Source}, {load.Period}, FOCUS {load.FocusVersion}, sealed {load.SealedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC{(load.IsCurrent ? "" : ", replaced")}");
            foreach (LoadFile file in load.Files)
                session.Screen.Line(string.Create(CultureInfo.InvariantCulture, $"  {file.Name}  {file.Rows:#,0} rows  {file.Bytes:#,0} bytes  sha256 {file.Sha256}"));
            foreach (Problem problem in load.Problems) session.Screen.Line($"  {problem.Severity}: {problem}");
            session.Screen.Line();
        }

        await session.AnswerAsync(Totals(load), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The promise, line by line: source text, stored, kept residual, difference.</summary>
    private static ReportTable Totals(Load load)
    {
        object?[] Line(ControlTotal total, string metric, Func<ExactCosts, ExactSum> cost) =>
        [
            total.Currency.Code, metric, total.Rows, cost(total.Raw).ToString(), cost(total.Stored).ToString(), cost(total.Residual).ToString(),
            (cost(total.Raw) - cost(total.Stored) - cost(total.Residual)).ToString(),
        ];
        return new ReportTable
        {
            Schema = "costguard.load/1",
            Title = load.Totals.All(total => total.Ties) ? "Ties to the source, difference 0" : "Does not tie to the source",
            Columns =
            [
                new ReportColumn("currency", "Currency", CellKind.Id), new ReportColumn("metric", "Metric", CellKind.Text), new ReportColumn("rows", "Rows", CellKind.Count),
                new ReportColumn("source", "Source text", CellKind.Id), new ReportColumn("stored", "Stored", CellKind.Id), new ReportColumn("residual", "Beyond 18 decimals", CellKind.Id),
                new ReportColumn("difference", "Difference", CellKind.Id),
            ],
            Rows = [.. load.Totals.SelectMany(total => (object?[][])
            [
                Line(total, "BilledCost", costs => costs.Billed), Line(total, "EffectiveCost", costs => costs.Effective),
                Line(total, "ListCost", costs => costs.List), Line(total, "ContractedCost", costs => costs.Contracted),
            ])],
            Meta = Facts([load]),
        };
    }

    /// <summary>The facts that every table of loads names.</summary>
    public static ReportMeta Facts(IReadOnlyList<Load> loads)
    {
        string[] currencies = [.. loads.SelectMany(load => load.Totals).Select(total => total.Currency.Code).Distinct()];
        DateOnly? through = loads.Count == 0 ? null : loads.Max(load => load.DataThrough);
        return new ReportMeta("none", through, currencies.Length == 1 ? currencies[0] : "mixed", "BilledCost", "all", null, []);
    }
}
