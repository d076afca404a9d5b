using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// AWS Cost Explorer, month by month. Settings: <c>api: cost-explorer</c>, <c>groupBy</c> (one to four things: each call groups by the first two, one call for each value of
/// the others), <c>granularity</c>, <c>costs</c>, <c>region</c>, <c>billingAccount</c>, <c>accountNames</c>, <c>endpoint</c>.
/// </summary>
internal sealed class AwsCostExplorerSource(AwsAccess access) : ICostSource
{
    /// <summary>USD for each page of an answer.</summary>
    public const decimal PricePerCall = 0.01m;

    public string Key => "aws-cost-explorer";

    public string Provider => "aws";

    public bool Reads(Connection connection) => connection.Source.GetValueOrDefault("api") == "cost-explorer";

    public CallEstimate Estimate(CollectRequest request)
    {
        CostExplorerSettings settings = CostExplorerSettings.Of(request.Connection);
        int months = request.Periods.Count(period => CostWindow.Of(period, request.AsOf) is not null);

        // A split month: its total, what it is split into, and one part at least.
        int calls = settings.Split.Count == 0 ? 1 : 3;
        string split = settings.Split.Count == 0 ? "" : $", one for each {string.Join(" and ", settings.Split.Select(dimension => dimension.Key))}";
        return new CallEstimate(months * calls, PricePerCall, string.Create(CultureInfo.InvariantCulture, $"GetCostAndUsage, {months} months, a call for each page{split}"));
    }

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CostExplorerSettings settings = CostExplorerSettings.Of(request.Connection);
        (BillingPeriod Month, DateInterval? Window)[] months = [.. request.Periods.Select(period => (period, CostWindow.Of(period, request.AsOf)))];
        using AwsJsonClient client = access.Open(
            AwsJsonService.CostExplorer, request.Connection, settings.Partition, settings.Endpoint,
            (operation, token) => request.Calls.TakeAsync(request.Connection, operation, PricePerCall, token));
        var explorer = new CostExplorerClient(client);
        var tags = new TagValues(explorer, settings.Grouped);
        var names = new AccountNames(access, request.Connection, settings);
        foreach ((BillingPeriod month, DateInterval? window) in months)
        {
            if (window is null) continue;
            var calls = new CostCalls(explorer, settings, month, window);
            tags.Begin();
            if (await MonthAsync(request, settings, calls, names, tags, month, cancellationToken).ConfigureAwait(false) is not { } file) continue;
            yield return new CollectUnit([file], month, []) { Notes = [.. names.Notes, .. await tags.NotesAsync(month, window, cancellationToken).ConfigureAwait(false)] };
        }
    }

    private static async Task<SourceFile?> MonthAsync(
        CollectRequest request, CostExplorerSettings settings, CostCalls calls, AccountNames names, TagValues tags, BillingPeriod month, CancellationToken cancellationToken)
    {
        string name = $"{month}{CostPages.Ending}";
        string path = Path.Combine(request.Staging, name);
        long groups = 0;
        await using (FileStream file = File.Create(path))
        {
            IReadOnlyList<CostPart> parts = await calls.PartsAsync(cancellationToken).ConfigureAwait(false);
            await CostPages.BeginAsync(file, settings.BillingAccount, await names.AndAsync(calls.AccountNames, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            foreach (CostPart part in parts)
            {
                await foreach (AwsAnswer<GetCostAndUsageResponse> page in calls.ReadAsync(part, cancellationToken).ConfigureAwait(false))
                {
                    tags.See(page.Value);
                    groups += page.Value.ResultsByTime?.Sum(result => (long)(result.Groups?.Count ?? 0)) ?? 0;
                    await CostPages.WriteAsync(file, page.Request, page.Raw, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (groups > 0) return new SourceFile(path, name, new FileInfo(path).Length);
        if (request.Current.Any(load => load.Period == month && load.Totals.Any(total => total.Rows > 0)))
            throw new CostGuardException(9, CostExplorerErrors.EmptyAnswer.At($"Connection '{request.Connection.Name}': Cost Explorer has no costs of {month}, but {month} is stored. The earlier load stays current."));
        return null;
    }
}
