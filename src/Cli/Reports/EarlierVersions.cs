using CostGuard.Core.Allocate;
using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Reports;

/// <summary>
/// The version of a workbook that was written before, from other data: what About compares with. Told by the records up to the moment that is judged, or
/// up to the close of a closed month, so that the same workbook made again names the same one.
/// </summary>
public sealed class EarlierVersions(ReportRecords records, ISnapshotStore snapshots, ICostQueries queries)
{
    /// <summary>The version before a workbook; null when it is the first from its data.</summary>
    public async Task<EarlierVersion?> OfAsync(WorkbookInput input, ReportContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(context);
        Closing? closed = context.Configuration.Closed.FirstOrDefault(closing => closing.Period == context.Period);
        foreach (WrittenReport record in await records.OfAsync(input.Identity.Report, cancellationToken).ConfigureAwait(false))
        {
            if (record.Snapshot == input.Snapshot || (closed is null ? record.AsOf >= context.AsOf : record.WrittenAt >= closed.ChangedAt)) continue;
            if (await snapshots.FindAsync(record.Snapshot, cancellationToken).ConfigureAwait(false) is not { } snapshot) continue;
            return new EarlierVersion(record.File.Split('/')[^1], record.Snapshot, await BilledAsync(input, snapshot, context, cancellationToken).ConfigureAwait(false));
        }

        return null;
    }

    private async Task<IReadOnlyDictionary<Currency, decimal>> BilledAsync(WorkbookInput input, Snapshot snapshot, ReportContext context, CancellationToken cancellationToken)
    {
        CostFilter[] filters = [];
        if (input.Team is { } team)
        {
            var tree = TeamTree.Of(context.Configuration.Teams);
            var id = new TeamId(team.Id);
            filters = [new CostFilter(new Dimension("team"), [.. context.Configuration.Teams.Where(each => each.Id == id || tree.Ancestors(each.Id).Contains(id)).Select(each => (string?)each.Id.Value)])];
        }

        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(DayRange.Of(context.Period), [], filters), cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(row => row.Currency).ToDictionary(group => group.Key, group => group.Sum(row => row.Costs.Billed));
    }
}
