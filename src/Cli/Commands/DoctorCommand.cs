using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard doctor: the machine, then each connection from here to the bill; names the link that is broken.</summary>
public static class DoctorCommand
{
    private static readonly ReportColumn[] Columns =
    [
        new("connection", "Where", CellKind.Id), new("check", "Check", CellKind.Text), new("state", "State", CellKind.State), new("finding", "Finding", CellKind.Text),
        new("cause", "Cause", CellKind.Text), new("not", "Not", CellKind.Text), new("fix", "Fix", CellKind.Text), new("code", "Code", CellKind.Id),
    ];

    public static Command Build(Verbs verbs)
    {
        var connection = new Option<string?>("--connection") { Description = "Only this connection.", HelpName = "NAME" };
        return verbs.Make("doctor", "Find the broken link between here and the bill. Reads only, calls nothing that costs money.", [connection], (session, cancellationToken) =>
            RunAsync(session, session.Arguments.GetValue(connection) is { } name ? [ConnectionCommands.Find(session, name)] : null, cancellationToken));
    }

    internal static async Task<int> RunAsync(Session session, IReadOnlyList<Connection>? only, CancellationToken cancellationToken)
    {
        List<(string Where, IReadOnlyList<CheckResult> Results)> found = [];
        if (only is null) found.Add(("here", await HomeChecks.RunAsync(session, cancellationToken).ConfigureAwait(false)));
        // Connections fail slowly and independently: side by side, the slowest decides.
        Connection[] connections = [.. only ?? session.Configuration.Connections];
        IReadOnlyList<CheckResult>[] results = await Task.WhenAll(connections.Select(connection => ExamineAsync(session, connection, cancellationToken))).ConfigureAwait(false);
        found.AddRange(connections.Select((connection, i) => (connection.Name, results[i])));
        if (session.OutputFormat == "table") foreach ((string where, IReadOnlyList<CheckResult> checks) in found) Print(session, where, checks);
        else await session.AnswerAsync(Table(found), cancellationToken).ConfigureAwait(false);
        CheckResult[] failed = [.. found.SelectMany(one => one.Results).Where(result => result.State == CheckState.Failed)];
        if (session.OutputFormat == "table")
        {
            session.Screen.Line(failed.Length == 0 ? "No problem found." : string.Create(CultureInfo.InvariantCulture,
                $"{failed.Length} problem{(failed.Length == 1 ? "" : "s")}.{(failed[0].Code is { } code ? $" Explain: costguard explain {code}" : "")}"));
        }

        if (failed.Length == 0) return 0;
        return failed.All(result => result.Code == CollectErrors.SignIn.Code || result.Code == CollectErrors.Denied.Code || result.Code == CollectErrors.SecretMissing.Code) ? 4 : 5;
    }

    private static async Task<IReadOnlyList<CheckResult>> ExamineAsync(Session session, Connection connection, CancellationToken cancellationToken)
    {
        ICostSource? source = session.RoomsOf<ICostSource>().FirstOrDefault(one => one.Provider == connection.Provider && one.Reads(connection));
        if (source is null)
            return [new CheckResult("source", CheckState.Failed, $"no source reads provider '{connection.Provider}' with these settings") { Fix = CollectErrors.UnknownProvider.Fix, Code = CollectErrors.UnknownProvider.Code }];
        IConnectionDoctor? doctor = session.RoomsOf<IConnectionDoctor>().FirstOrDefault(one => one.Key == source.Key);
        if (doctor is null) return [new CheckResult("source", CheckState.Warning, $"{source.Key} has no examination of its own") { Fix = $"costguard collect {connection.Name} --dry-run" }];
        var results = new List<CheckResult>();
        await foreach (CheckResult result in doctor.ExamineAsync(connection, cancellationToken).ConfigureAwait(false)) results.Add(result);
        return results;
    }

    private static void Print(Session session, string where, IReadOnlyList<CheckResult> checks)
    {
        session.Screen.Line(where);
        foreach (CheckResult check in checks)
        {
            string sign = check.State switch { CheckState.Ok => "✓", CheckState.Warning => "!", CheckState.Failed => "✗", _ => "–" };
            session.Screen.Line($" {sign} {check.Name,-14} {check.Finding}");
            if (check.Cause is { } cause) session.Screen.Line($"     {"cause",-12} {cause}");
            if (check.Not is { } not) session.Screen.Line($"     {"not",-12} {not}");
            if (check.Fix is { } fix) session.Screen.Line($"     {"fix",-12} {fix}");
        }

        session.Screen.Line();
    }

    private static ReportTable Table(IReadOnlyList<(string Where, IReadOnlyList<CheckResult> Results)> found) => new()
    {
        Schema = "costguard.doctor/1",
        Title = "What was examined",
        Columns = Columns,
        Rows = [.. found.SelectMany(one => one.Results.Select(result => (object?[])
            [one.Where, result.Name, result.State.ToString().ToLowerInvariant(), result.Finding, result.Cause, result.Not, result.Fix, result.Code]))],
        Meta = ReportMeta.NoMoney,
    };
}
