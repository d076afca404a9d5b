using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard doctor: the machine, then each connection from here to the bill; names the link that is broken.</summary>
public static class DoctorCommand
{
    private const string Here = "here";

    private static readonly ReportColumn[] Columns =
    [
        new("connection", "Where", CellKind.Id), new("check", "Check", CellKind.Text), new("state", "State", CellKind.State), new("finding", "Finding", CellKind.Text),
        new("cause", "Cause", CellKind.Text), new("not", "Not", CellKind.Text), new("fix", "Fix", CellKind.Text), new("code", "Code", CellKind.Id),
    ];

    public static Command Build(Verbs verbs)
    {
        var connection = new Option<string?>("--connection") { Description = "Only this connection.", HelpName = "NAME" };
        var check = new Option<string?>("--only") { Description = "Show only this check, by its name or how that begins: list, read, mail.", HelpName = "CHECK" };
        var bundle = new Option<string?>("--bundle") { Description = "Also write a support bundle: versions, configuration, last runs and problems, without secrets.", HelpName = "FILE.zip" };
        return verbs.Make("doctor", "Find the broken link between here and the bill. Reads only, calls nothing that costs money.", [connection, check, bundle], async (session, cancellationToken) =>
        {
            string? file = session.Arguments.GetValue(bundle);
            IReadOnlyList<Examined> found = await FindAsync(session, session.Arguments.GetValue(connection), file is not null, cancellationToken).ConfigureAwait(false);
            int code = await AnswerAsync(session, session.Arguments.GetValue(check) is { } name ? Only(found, name) : found, cancellationToken).ConfigureAwait(false);
            if (file is not null) await BundleAsync(session, found, Path.GetFullPath(file, session.Surroundings.WorkingFolder), cancellationToken).ConfigureAwait(false);
            return code;
        });
    }

    internal static async Task<int> RunAsync(Session session, IReadOnlyList<Connection> only, CancellationToken cancellationToken) =>
        await AnswerAsync(session, await ExamineAsync(session, only, withHome: false, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    // A support bundle is wanted most where the configuration cannot be read.
    private static async Task<IReadOnlyList<Examined>> FindAsync(Session session, string? connection, bool tolerant, CancellationToken cancellationToken)
    {
        try
        {
            return await ExamineAsync(session, connection is null ? session.Configuration.Connections : [ConnectionCommands.Find(session, connection)], connection is null, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException refusal) when (tolerant && refusal.Problem.Code != CommandErrors.NotAHome.Code && refusal.Problem.Code != CommandErrors.BadArgument.Code)
        {
            return [new Examined(Here, [new CheckResult("configuration", CheckState.Failed, refusal.Problem.ToString()) { Fix = "costguard config validate", Code = refusal.Problem.Code }])];
        }
    }

    private static async Task<IReadOnlyList<Examined>> ExamineAsync(Session session, IReadOnlyList<Connection> connections, bool withHome, CancellationToken cancellationToken)
    {
        List<Examined> found = [];
        if (withHome) found.Add(new Examined(Here, await HomeChecks.RunAsync(session, cancellationToken).ConfigureAwait(false)));
        // Connections fail slowly and independently: side by side, the slowest decides.
        IReadOnlyList<CheckResult>[] results = await Task.WhenAll(connections.Select(connection => ExamineAsync(session, connection, cancellationToken))).ConfigureAwait(false);
        found.AddRange(connections.Zip(results, (connection, one) => new Examined(connection.Name, one)));
        return found;
    }

    private static async Task<int> AnswerAsync(Session session, IReadOnlyList<Examined> found, CancellationToken cancellationToken)
    {
        CheckResult[] failed = [.. found.SelectMany(one => one.Failed)];
        if (session.OutputFormat == "table")
        {
            foreach (Examined one in found) Print(session, one.Where, one.Results);
            session.Screen.Line(failed.Length == 0 ? "No problem found." : string.Create(CultureInfo.InvariantCulture,
                $"{failed.Length} problem{(failed.Length == 1 ? "" : "s")}.{(failed[0].Code is { } code ? $" Explain: costguard explain {code}" : "")}{Again(found)}"));
        }
        else
        {
            await session.AnswerAsync(Table(found), cancellationToken).ConfigureAwait(false);
        }

        if (failed.Length == 0) return 0;
        // Some connections give what they should: partly. One that was asked for alone is whole or broken.
        if (found.Any(one => one.Where != Here && !one.Failed.Any()) && found.All(one => one.Where != Here || !one.Failed.Any())) return 7;
        return failed.All(result => result.Code == CollectErrors.SignIn.Code || result.Code == CollectErrors.Denied.Code || result.Code == CollectErrors.SecretMissing.Code) ? 4 : 5;
    }

    private static string Again(IReadOnlyList<Examined> found)
    {
        Examined first = found.First(one => one.Failed.Any());
        string where = first.Where == Here ? "" : $" --connection {first.Where}";
        return $"   Only this again: costguard doctor{where} --only \"{first.Failed.First().Name}\"";
    }

    /// <summary>The check alone. One that was skipped comes with the link that is broken before it.</summary>
    private static Examined[] Only(IReadOnlyList<Examined> found, string name)
    {
        bool Asked(CheckResult result) => result.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase);
        Examined[] chosen =
        [
            .. found.Select(one => one with { Results = [.. one.Results.Where(result => Asked(result)
                || (result.State == CheckState.Failed && one.Results.Any(other => Asked(other) && other.State == CheckState.Skipped)))] }).Where(one => one.Results.Any(Asked)),
        ];
        return chosen.Length > 0 ? chosen : throw new CostGuardException(2, CommandErrors.BadArgument.At(
            $"--only '{name}' is no check. There are: {string.Join(", ", found.SelectMany(one => one.Results).Select(result => result.Name).Distinct())}."));
    }

    private static async Task BundleAsync(Session session, IReadOnlyList<Examined> found, string file, CancellationToken cancellationToken)
    {
        SupportBundle bundle = await SupportBundle.GatherAsync(session, Table(found), cancellationToken).ConfigureAwait(false);
        session.Screen.Note("Support bundle, secrets masked:");
        foreach ((string name, int bytes) in bundle.Contents) session.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"  {bytes,9:#,0}  {name}"));
        bundle.Write(file, session.Surroundings.Clock.GetUtcNow());
        session.Screen.Note($"Wrote {file}. Read it before you send it.");
    }

    private static async Task<IReadOnlyList<CheckResult>> ExamineAsync(Session session, Connection connection, CancellationToken cancellationToken)
    {
        ICostSource? source = session.RoomsOf<ICostSource>().FirstOrDefault(one => one.Provider == connection.Provider && one.Reads(connection));
        if (source is null)
            return [new CheckResult("source", CheckState.Failed, $"no source reads provider '{connection.Provider}' with these settings") { Fix = CollectErrors.UnknownProvider.Fix, Code = CollectErrors.UnknownProvider.Code }];
        IConnectionDoctor? doctor = session.RoomsOf<IConnectionDoctor>().FirstOrDefault(one => one.Key == source.Key);
        if (doctor is null) return [new CheckResult("source", CheckState.Warning, $"{source.Key} has no examination of its own") { Fix = $"costguard collect {connection.Name} --dry-run" }];
        var results = new List<CheckResult>();
        try
        {
            await foreach (CheckResult result in doctor.ExamineAsync(connection, cancellationToken).ConfigureAwait(false)) results.Add(result);
            if (connection.Usage is { Enabled: true }) results.Add(await UsageAsync(session, connection, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it is this connection's: the others are examined all the same.
            results.Add(Broken(fault));
        }

        return results;
    }

    private static async Task<CheckResult> UsageAsync(Session session, Connection connection, CancellationToken cancellationToken) =>
        session.RoomsOf<IUsageCollector>().FirstOrDefault(one => one.Provider == connection.Provider) is { } collector
            ? await collector.ExamineAsync(new UsageRequest(connection, session.AsOf, session.Room<ICallGovernor>()), cancellationToken).ConfigureAwait(false)
            : new CheckResult("usage", CheckState.Failed, $"nobody asks {connection.Provider} for inventory and metrics") { Fix = UsageErrors.NoCollector.Fix, Code = UsageErrors.NoCollector.Code };

    private static CheckResult Broken(Exception fault)
    {
        ErrorInfo info = fault switch
        {
            CostGuardException refusal => ErrorCatalog.Find(refusal.Problem.Code) ?? CommandErrors.Unexpected,
            HttpRequestException => CollectErrors.NoAddress,
            TimeoutException or OperationCanceledException or System.Xml.XmlException or System.Text.Json.JsonException => CollectErrors.Unreachable,
            IOException or UnauthorizedAccessException => CollectErrors.Unreadable,
            _ => CommandErrors.Unexpected,
        };
        string finding = fault is CostGuardException told ? told.Problem.Message : fault.Message.Split('\n')[0].Trim();
        return new CheckResult("examination", CheckState.Failed, finding) { Cause = info.Why, Fix = info.Fix, Code = info.Code };
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

    private static ReportTable Table(IReadOnlyList<Examined> found) => new()
    {
        Schema = "costguard.doctor/1",
        Title = "What was examined",
        Columns = Columns,
        Rows = [.. found.SelectMany(one => one.Results.Select(result => (object?[])
            [one.Where, result.Name, result.State.ToString().ToLowerInvariant(), result.Finding, result.Cause, result.Not, result.Fix, result.Code]))],
        Meta = ReportMeta.NoMoney,
    };

    private sealed record Examined(string Where, IReadOnlyList<CheckResult> Results)
    {
        public IEnumerable<CheckResult> Failed => Results.Where(result => result.State == CheckState.Failed);
    }
}
