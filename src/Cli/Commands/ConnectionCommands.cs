using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard connection list|show|add|test|policy|compare|remove.</summary>
public static class ConnectionCommands
{
    private static readonly ReportColumn[] ListColumns =
    [
        new("connection", "Connection", CellKind.Id), new("provider", "Provider", CellKind.Text), new("source", "Reads", CellKind.Text), new("months", "Months", CellKind.Count),
        new("dataThrough", "Data through", CellKind.Date), new("sealedAt", "Last sealed", CellKind.Instant), new("crossCheckOf", "Cross-check of", CellKind.Id),
        new("callsToday", "Calls today", CellKind.Count), new("priceToday", "USD today", CellKind.Text),
    ];

    private static readonly ReportColumn[] CompareColumns =
    [
        new("crossCheck", "Cross-check", CellKind.Id), new("counted", "Counted", CellKind.Id), new("period", "Month", CellKind.Month), new("billingCurrency", "Currency", CellKind.Id),
        new("crossCheckBilledCost", "Cross-check billed", CellKind.Text), new("billedCost", "Billed", CellKind.Text), new("difference", "Difference", CellKind.Text),
    ];

    public static Command Build(Verbs verbs)
    {
        var name = new Argument<string>("NAME") { Description = "Connection." };
        return Verbs.Group("connection", "Where charges come from, and what that needs.",
        [
            verbs.Ask("list", "List connections with what they gave last.", [], ListAsync),
            verbs.Ask("show", "Show one connection: settings (never secrets) and its months.", [name], ShowAsync(name)),
            ConnectionAdd.Build(verbs),
            verbs.Make("test", "Examine the chain from here to the bill, as doctor does.", [name], (session, cancellationToken) =>
                DoctorCommand.RunAsync(session, [Find(session, session.Arguments.GetValue(name)!)], cancellationToken)),
            ConnectionPolicy.Build(verbs),
            verbs.Ask("compare", "Compare cross-checks with what they check, month by month.", [], CompareAsync),
            verbs.Make("remove", "Remove a connection's file. Its loads stay until they are pruned.", [name], (session, _) => RemoveAsync(session, session.Arguments.GetValue(name)!)),
        ]);
    }

    internal static Connection Find(Session session, string name) =>
        session.Configuration.Connections.FirstOrDefault(connection => connection.Name == name)
        ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no connection '{name}'. There are: {string.Join(", ", session.Configuration.Connections.Select(connection => connection.Name))}."));

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<Load> loads = await session.Room<ILedger>().LoadsAsync(true, cancellationToken).ConfigureAwait(false);
        Dictionary<string, CallCount> today = (await session.Room<ICallGovernor>().CountsAsync(1, cancellationToken).ConfigureAwait(false)).ToDictionary(count => count.Connection, StringComparer.Ordinal);
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.connection-list/1",
            Title = $"{session.Configuration.Connections.Count} connections",
            Columns = ListColumns,
            ShortColumns = ["connection", "provider", "source", "months", "dataThrough", "callsToday"],
            Rows = [.. session.Configuration.Connections.Select(connection => RowOf(connection, loads, today.GetValueOrDefault(connection.Name)))],
            Meta = ReportMeta.NoMoney,
            Footnote = session.Configuration.Connections.Count == 0 ? "Add one with: costguard connection add PROVIDER NAME" : null,
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static object?[] RowOf(Connection connection, IReadOnlyList<Load> loads, CallCount? today)
    {
        Load[] own = [.. loads.Where(load => load.Source.Value == connection.Name)];
        return
        [
            connection.Name, connection.Provider, Reads(connection), (long)own.Select(load => load.Period).Distinct().Count(), own.Max(load => load.DataThrough),
            own.Length == 0 ? null : own.Max(load => load.SealedAt), connection.CrossCheckOf, today?.Calls ?? 0L, (today?.Price ?? 0m).ToString("0.00", CultureInfo.InvariantCulture),
        ];
    }

    internal static string Reads(Connection connection) =>
        connection.Source.GetValueOrDefault("export") ?? connection.Source.GetValueOrDefault("api") ?? connection.Source.GetValueOrDefault("path") ?? "";

    private static Func<Session, CancellationToken, Task<int>> ShowAsync(Argument<string> name) => async (session, cancellationToken) =>
    {
        Connection connection = Find(session, session.Arguments.GetValue(name)!);
        if (session.OutputFormat == "table")
        {
            session.Screen.Line($"{connection.Name} · {connection.Provider}{(connection.CrossCheckOf is null ? "" : $" · cross-check of {connection.CrossCheckOf}, never added")}");
            foreach ((string key, string value) in connection.Source) session.Screen.Line($"  source.{key,-16} {value}");
            foreach ((string key, AuthValue value) in connection.Auth) session.Screen.Line($"  auth.{key,-18} {value}");
            session.Screen.Line(string.Create(CultureInfo.InvariantCulture,
                $"  reads again {connection.ClosedMonths} closed months; first {connection.BackfillMonths} months; at most {connection.CallsPerDayMax} calls and {connection.PricePerDayMax:0.00} USD a day\n"));
        }

        Load[] loads = [.. (await session.Room<ILedger>().LoadsAsync(true, cancellationToken).ConfigureAwait(false)).Where(load => load.Source.Value == connection.Name)];
        await session.AnswerAsync(LoadTable.Build(loads, LoadCommands.Facts(loads)), cancellationToken).ConfigureAwait(false);
        return 0;
    };

    private static async Task<int> CompareAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<CrossCheckLine> lines = CrossCheck.Of(session.Configuration, await session.Room<ILedger>().LoadsAsync(true, cancellationToken).ConfigureAwait(false));
        bool ties = lines.All(line => line.Ties);
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.connection-compare/1",
            Title = lines.Count == 0 ? session.Configuration.CrossChecks.Count == 0 ? "No connection is a cross-check" : "There is no month to compare yet" : ties ? "Every month ties" : "Not every month ties",
            Columns = CompareColumns,
            Rows = [.. lines.Select(line => (object?[])
                [line.Check, line.Counted, line.Period, line.Currency.Code, line.CheckBilled?.ToString(), line.CountedBilled?.ToString(), line.Difference?.ToString()])],
            Meta = ReportMeta.NoMoney,
            Footnote = lines.Any(line => line.Difference is null) ? "A month that one of them does not have has no difference: no answer is not zero."
                : lines.Any(line => line.IsBreakdown) ? "A Kubernetes cluster is a part of the bill: the difference is what the bill has besides." : null,
        }, cancellationToken).ConfigureAwait(false);
        return lines.Count == 0 || ties ? 0 : 6;
    }

    private static Task<int> RemoveAsync(Session session, string name)
    {
        Connection connection = Find(session, name);
        string file = session.Home.Combine("connections", connection.Name + ".yaml");
        if (!File.Exists(file))
            throw new CostGuardException(9, CommandErrors.BadArgument.At($"Connection '{name}' shares its file with other objects. Take it out of that file by hand."));
        if (session.Configuration.Connections.FirstOrDefault(other => other.CrossCheckOf == name) is { } check)
            throw new CostGuardException(9, CommandErrors.BadArgument.At($"Connection '{check.Name}' is the cross-check of '{name}': it would begin to count. Remove it first."));
        File.Delete(file);
        session.Screen.Line($"Removed connections/{name}.yaml. Its loads stay, and count, until newer ones replace them.");
        return Task.FromResult(0);
    }
}
