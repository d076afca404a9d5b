using System.Globalization;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Publish;

namespace CostGuard.Cli.Commands;

/// <summary>What doctor looks at on this machine: configuration, database, disk, time zones, mail server with its encryption and sign-in.</summary>
internal static class HomeChecks
{
    private const long LowDiskBytes = 2L << 30;

    public static async Task<IReadOnlyList<CheckResult>> RunAsync(Session session, CancellationToken cancellationToken) =>
    [
        Configuration(session), await DatabaseAsync(session, cancellationToken).ConfigureAwait(false), Disk(session), Zones(),
        .. await session.Room<SmtpExamination>().ExamineAsync(cancellationToken).ConfigureAwait(false),
    ];

    private static CheckResult Configuration(Session session)
    {
        (_, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(session.Home);
        Problem? error = problems.FirstOrDefault(problem => problem.Severity == Severity.Error);
        if (error is not null) return new CheckResult("configuration", CheckState.Failed, error.ToString()) { Fix = "costguard config validate", Code = error.Code };
        return problems.Count == 0
            ? new CheckResult("configuration", CheckState.Ok, $"{session.Configuration.Teams.Count} teams, {session.Configuration.Connections.Count} connections, {session.Configuration.Budgets.Count} budgets")
            : new CheckResult("configuration", CheckState.Warning, $"{problems.Count} warnings") { Fix = "costguard config validate" };
    }

    private static async Task<CheckResult> DatabaseAsync(Session session, CancellationToken cancellationToken)
    {
        int loads = (await session.Room<ILedger>().LoadsAsync(true, cancellationToken).ConfigureAwait(false)).Count;
        return new CheckResult("database", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"opens; {loads} current loads"));
    }

    private static CheckResult Disk(Session session)
    {
        long free = new DriveInfo(Path.GetFullPath(session.Home.Path)).AvailableFreeSpace;
        string text = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free");
        return free < LowDiskBytes ? new CheckResult("disk", CheckState.Warning, text) { Fix = "costguard load prune, or a larger disk" } : new CheckResult("disk", CheckState.Ok, text);
    }

    private static CheckResult Zones()
    {
        bool known = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Berlin", out _);
        return known
            ? new CheckResult("time zones", CheckState.Ok, "the system's time zone data is there")
            : new CheckResult("time zones", CheckState.Failed, "no time zone data") { Cause = "a minimal container image", Fix = "install the package tzdata" };
    }
}
