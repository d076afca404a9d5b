using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// The query API of Azure Cost Management, month by month. Settings: <c>api: query</c>, <c>scope</c>, <c>exclude</c>, <c>groupBy</c>, <c>granularity</c>,
/// <c>costs</c>, <c>cloud</c>, <c>billingAccount</c>, <c>billingProfile</c> (of its invoices), <c>endpoint</c>. A scope that cannot be read is named and the others are read; a month is left as it is
/// stored where it holds costs of a scope that gives none now.
/// </summary>
internal sealed class AzureQuerySource(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers, HomeFolder? home = null) : ICostSource
{
    private readonly AzureAccess _access = new(secrets, clock, breakers);

    public string Key => "azure-query";

    public string Provider => "azure";

    public bool Reads(Connection connection) => !connection.Source.ContainsKey("export") && connection.Source.GetValueOrDefault("api") == AzureQuerySettings.Api;

    public CallEstimate Estimate(CollectRequest request)
    {
        AzureQuerySettings settings = AzureQuerySettings.Of(request.Connection);
        int months = request.Periods.Count(month => AzureQuery.Body(settings, AzureQuery.Actual, month, request.AsOf) is not null);
        bool listed = settings.Scopes[0].IsListed;
        int calls = (months * settings.Scopes.Count * settings.Types.Count) + (listed && months > 0 ? 1 : 0);
        string each = listed ? $"for each subscription in {settings.Scopes[0].Path}" : string.Create(CultureInfo.InvariantCulture, $"for each of {settings.Scopes.Count} scopes");
        return new CallEstimate(calls, 0, string.Create(CultureInfo.InvariantCulture, $"Cost Management query, {months} months, {string.Join(" and ", settings.Types)}, a call for each page {each}; they take quota and cost nothing"));
    }

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        AzureQuerySettings settings = AzureQuerySettings.Of(request.Connection);
        Task BeforeCallAsync(string operation, CancellationToken token) => request.Calls.TakeAsync(request.Connection, operation, 0, token);
        IReadOnlyList<AzureScope> scopes = await AzureScopes.ListAsync(
            settings, () => _access.Arm(request.Connection, token => BeforeCallAsync("ListSubscriptions", token)), cancellationToken).ConfigureAwait(false);
        var client = new AzureQueryClient(AzureAccess.EndpointOf(request.Connection), () => _access.Pipeline(request.Connection, token => BeforeCallAsync("Query", token)));
        var unsupported = new UnsupportedScopes(home?.Combine("data", "answers", request.Connection.Name, "unsupported.json"), request.AsOf);
        var months = new AzureQueryMonths(request, settings, client, unsupported);
        bool any = false;
        foreach (BillingPeriod month in request.Periods)
        {
            IReadOnlyList<SourceFile> files = await months.ReadAsync(month, scopes, cancellationToken).ConfigureAwait(false);
            if (files.Count == 0) continue;
            any = true;
            yield return new CollectUnit(files, month, months.TakeProblems());
        }

        // Where there is nothing at all, the first reason is why the connection failed.
        if (!any && months.FirstRefusal is { } refusal) throw new CostGuardException(refusal.ExitCode, refusal.Problem, [.. months.TakeProblems().Skip(1)], refusal);
        if (months.TakeProblems() is { Count: > 0 } rest) yield return new CollectUnit([], null, rest);
    }
}
