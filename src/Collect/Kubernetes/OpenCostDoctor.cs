using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Kubernetes;

/// <summary>From the settings to the costs of yesterday: settings, allocation, idle.</summary>
internal sealed class OpenCostDoctor(ISecrets secrets, TimeProvider clock) : IConnectionDoctor
{
    public string Key => "opencost";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (CheckResult result, OpenCostSettings? settings) = Settings(connection);
        yield return result;
        if (settings is null)
        {
            foreach (string link in (string[])["allocation", "idle"]) yield return new CheckResult(link, CheckState.Skipped, "skipped");
            yield break;
        }

        (result, bool? idle) = await YesterdayAsync(connection, settings, cancellationToken).ConfigureAwait(false);
        yield return result;
        yield return (settings.Idle, idle) switch
        {
            (_, null) => new CheckResult("idle", CheckState.Skipped, "skipped"),
            (false, _) => new CheckResult("idle", CheckState.Warning, "not asked for: the workloads are less than the cluster costs") { Fix = "set idle: \"true\"" },
            (true, false) => new CheckResult("idle", CheckState.Warning, "none: the cluster is full, or OpenCost cannot compute it") { Fix = "OpenCost needs its assets and prices of nodes for it" },
            _ => new CheckResult("idle", CheckState.Ok, "a row of its own"),
        };
    }

    private static (CheckResult Result, OpenCostSettings? Settings) Settings(Connection connection)
    {
        try
        {
            OpenCostSettings settings = OpenCostSettings.Of(connection);
            string meant = connection.CrossCheckOf is { } other ? $"compared with {other}, never added" : "standalone, added to the total";
            return (new CheckResult("settings", CheckState.Ok, $"{settings.Currency}, by {string.Join(", ", settings.Aggregate)}; {meant}"), settings);
        }
        catch (CostGuardException refusal)
        {
            return (Told("settings", refusal), null);
        }
    }

    private async Task<(CheckResult Result, bool? Idle)> YesterdayAsync(Connection connection, OpenCostSettings settings, CancellationToken cancellationToken)
    {
        DateOnly day = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        string name = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            byte[] bytes = await new OpenCostClient(connection, settings, secrets, clock, _ => Task.CompletedTask).DayAsync(day, cancellationToken).ConfigureAwait(false);
            using var answer = new OpenCostAnswer(bytes, day, name);
            _ = new OpenCostCharges(name).Read(OpenCostFile.Head(settings, day, bytes), answer);
            return answer.Allocations.Count > 0
                ? (new CheckResult("allocation", CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"{answer.Allocations.Count} rows of {name}")), answer.Allocations.Any(one => answer.NameOf(one).Contains("__idle__", StringComparison.Ordinal)))
                : (new CheckResult("allocation", CheckState.Failed, $"no costs of {name}") { Cause = "OpenCost answers and has no metrics of the day", Not = "the address or the token, which work", Fix = "look whether Prometheus scrapes OpenCost and the nodes", Code = OpenCostErrors.MissingDays.Code }, null);
        }
        catch (CostGuardException refusal)
        {
            return (Told("allocation", refusal), null);
        }
    }

    private static CheckResult Told(string name, CostGuardException refusal) => new(name, CheckState.Failed, refusal.Problem.Message)
    {
        Code = refusal.Problem.Code,
        Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Title,
        Fix = ErrorCatalog.Find(refusal.Problem.Code)?.Fix,
    };
}
