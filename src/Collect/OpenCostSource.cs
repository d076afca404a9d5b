using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// What Kubernetes workloads cost, from OpenCost's allocation API, day by day. Settings: <c>api: opencost</c>, <c>endpoint</c>, <c>currency</c>, <c>cluster</c>, <c>aggregate</c>,
/// <c>idle</c>, <c>standalone</c>; <c>auth.token</c> is a bearer token. It is a breakdown of the cost of nodes that a cloud bills: without <c>crossCheckOf</c> or
/// <c>standalone</c> nothing is read.
/// </summary>
internal sealed class OpenCostSource(ISecrets secrets, TimeProvider clock, HomeFolder home, EndpointBreakers breakers) : ICostSource
{
    public string Key => "opencost";

    public string Provider => "kubernetes";

    public bool Reads(Connection connection) => connection.Source.GetValueOrDefault("api") == OpenCostSettings.Api;

    public CallEstimate Estimate(CollectRequest request)
    {
        OpenCostSettings settings = OpenCostSettings.Of(request.Connection);
        int days = request.Periods.Sum(month => OpenCostMonth.DaysOf(month, request.AsOf).Count());
        return new CallEstimate(days, 0, string.Create(CultureInfo.InvariantCulture, $"OpenCost allocation by {string.Join(", ", settings.Aggregate)}, {days} days, a call for each; they cost nothing"));
    }

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OpenCostSettings settings = OpenCostSettings.Of(request.Connection);
        var client = new OpenCostClient(
            request.Connection, settings, secrets, clock, token => request.Calls.TakeAsync(request.Connection, "Allocation", 0, token), breakers.Of(new Uri(settings.Endpoint)));
        var month = new OpenCostMonth(request, settings, client, home.Combine("data", "answers", request.Connection.Name));
        foreach (BillingPeriod period in request.Periods)
        {
            if (await month.ReadAsync(period, cancellationToken).ConfigureAwait(false) is { } unit) yield return unit;
        }
    }
}
