using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Savings;

namespace CostGuard.Cli.Commands;

/// <summary>costguard usage collect|status.</summary>
public static class UsageCommands
{
    private static readonly ReportColumn[] Columns =
    [
        new("connection", "Connection", CellKind.Id), new("resources", "Resources", CellKind.Count), new("kinds", "By kind", CellKind.Text), new("days", "Days of metrics", CellKind.Count),
        new("through", "Metrics through", CellKind.Date), new("missing", "Days missing", CellKind.Count), new("firstMissing", "First missing", CellKind.Date),
    ];

    public static Command Build(Verbs verbs)
    {
        var names = new Argument<string[]>("CONNECTION") { Description = "Connections to ask. Default: all whose usage is enabled.", Arity = ArgumentArity.ZeroOrMore };
        var days = new Option<int>("--days") { Description = "Complete days back from now that should be there. Only missing ones are asked for.", DefaultValueFactory = _ => UsageWindow.DaysDefault };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > UsageWindow.DaysKept) result.AddError($"--days is a whole number from 1 to {UsageWindow.DaysKept}.");
        });
        Option<bool> dryRun = GlobalOptions.DryRun();
        return Verbs.Group("usage", "What resources there are and how they are used, asked of the clouds.",
        [
            verbs.Make("collect", "Ask clouds for inventory and metrics, for recommendations.", [names, days, dryRun], (session, cancellationToken) =>
                CollectAsync(session, session.Arguments.GetValue(names) ?? [], session.Arguments.GetValue(days), session.Arguments.GetValue(dryRun), cancellationToken)),
            verbs.Ask("status", "What was collected, by connection, and which days are missing.", [days], (session, cancellationToken) =>
                StatusAsync(session, session.Arguments.GetValue(days), cancellationToken)),
        ]);
    }

    /// <summary>"aws-prod: 312 resources, 7 new days of metrics, 2 missing".</summary>
    internal static string Told(UsageResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Connection}: {(result.Resources is { } resources ? $"{resources} resources" : "earlier inventory kept")}, {result.Written.Count} new day{(result.Written.Count == 1 ? "" : "s")} of metrics{(result.Missing.Count > 0 ? $", {result.Missing.Count} missing" : "")}");

    private static async Task<int> CollectAsync(Session session, string[] names, int days, bool dryRun, CancellationToken cancellationToken)
    {
        Connection[] chosen = Chosen(session, names);
        UsageStage stage = session.Room<UsageStage>();
        if (dryRun)
        {
            foreach (UsageForecast forecast in await stage.ForecastAsync(chosen, days, session.AsOf, cancellationToken).ConfigureAwait(false)) session.Screen.Line(Told(forecast));
            return 0;
        }

        IReadOnlyList<UsageResult> results;
        using (var progress = new ProgressLine(session.Surroundings, session.Quiet))
        {
            results = await stage.RunAsync(chosen, days, session.AsOf, progress, cancellationToken).ConfigureAwait(false);
        }

        foreach (UsageResult result in results)
        {
            session.Screen.Line(Told(result));
            foreach (Problem problem in result.Left.Append(result.Problem).OfType<Problem>()) ErrorPrinter.Print(session.Surroundings.Error, problem, withMore: true);
        }

        if (results.Count > 0 && results.All(result => result.Problem is not null)) return 1;
        return results.All(result => result.Complete) ? 0 : 7;
    }

    private static string Told(UsageForecast forecast)
    {
        if (forecast.Estimate is not { } estimate) return $"{forecast.Connection}: nobody asks this provider";
        string missing = forecast.Missing.Count == 0 ? "no day" : string.Create(CultureInfo.InvariantCulture, $"{forecast.Missing.Count} days ({forecast.Missing[0]:yyyy-MM-dd} to {forecast.Missing[^1]:yyyy-MM-dd})");
        string price = forecast.Resources == 0 ? "the price is known once there is an inventory"
            : string.Create(CultureInfo.InvariantCulture, $"at least {estimate.Calls} calls, {estimate.Calls * estimate.PricePerCall:0.00} USD");
        return string.Create(CultureInfo.InvariantCulture, $"{forecast.Connection}: would ask for the inventory ({forecast.Resources} resources known) and {missing} of metrics; {price} ({estimate.What})");
    }

    private static async Task<int> StatusAsync(Session session, int days, CancellationToken cancellationToken)
    {
        IUsageStore store = session.Room<IUsageStore>();
        var rows = new List<object?[]>();
        foreach (Connection connection in session.Configuration.Connections.Where(connection => connection.Usage is { Enabled: true }))
        {
            IReadOnlyList<CloudResource> resources = await store.InventoryAsync(connection.Name, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<DateOnly> there = store.Days(connection.Name), missing = UsageWindow.Missing(there, days, session.AsOf);
            string kinds = string.Join(", ", resources.GroupBy(resource => resource.Kind).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}")));
            rows.Add([connection.Name, (long)resources.Count, kinds, (long)there.Count, there.Count == 0 ? null : there[^1], (long)missing.Count, missing.Count == 0 ? null : missing[0]]);
        }

        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.usage-status/1",
            Title = rows.Count == 0 ? "No connection collects inventory and metrics" : string.Create(CultureInfo.InvariantCulture, $"Usage of {rows.Count} connection{(rows.Count == 1 ? "" : "s")}, last {days} days"),
            Columns = Columns,
            Rows = [.. rows],
            Meta = ReportMeta.NoMoney,
            Footnote = rows.Count == 0 ? UsageErrors.NotEnabled.Fix : null,
        }, cancellationToken).ConfigureAwait(false);
        return rows.Any(row => row[4] is null || (long)row[5]! > 0) ? 5 : 0;
    }

    private static Connection[] Chosen(Session session, string[] names)
    {
        if (names.Length > 0) return [.. names.Distinct().Select(name => Enabled(ConnectionCommands.Find(session, name)))];
        Connection[] enabled = [.. session.Configuration.Connections.Where(connection => connection.Usage is { Enabled: true })];
        return enabled.Length > 0 ? enabled : throw new CostGuardException(2, UsageErrors.NotEnabled.At("No connection has 'usage: { enabled: true }'."));
    }

    private static Connection Enabled(Connection connection) => connection.Usage is { Enabled: true } ? connection
        : throw new CostGuardException(2, UsageErrors.NotEnabled.At($"Connection '{connection.Name}' has no 'usage: {{ enabled: true }}'.", $"connections/{connection.Name}.yaml"));
}
