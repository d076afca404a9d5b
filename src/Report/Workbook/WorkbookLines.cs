using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Reads the lines of Data, by some dimensions.</summary>
internal sealed class WorkbookLines
{
    /// <summary>The dimensions of the finest lines.</summary>
    public static readonly string[] Finest = ["team", "provider", "subAccountId", "subAccountName", "service", "chargeCategory", "rule", "pool", "source", "region", "invoiceId", "billingAccountId"];

    // From fine to coarse: the first whose lines fit is taken. Team, rule, pool and account are in each.
    private static readonly (string[] By, string Note)[] Grains =
    [
        (Finest, "One line is the charges of a month with the same team, account, service, region, category, rule, invoice and source."),
        (["team", "provider", "subAccountId", "subAccountName", "service", "chargeCategory", "rule", "pool", "source"],
            "Rolled up, since there were more than {0} lines: regions and invoices are left out; every line is in the CSV beside this file."),
        (["team", "provider", "subAccountId", "subAccountName", "chargeCategory", "rule", "pool", "source"],
            "Rolled up twice, since there were more than {0} lines: services, regions and invoices are left out; every line is in the CSV beside this file."),
    ];

    private readonly ICostQueries _queries;
    private readonly string[] _by;
    private readonly Dimension[] _dimensions;
    private readonly TeamLabels _labels;
    private readonly Dictionary<string, string?> _centres;

    public WorkbookLines(ICostQueries queries, CostGuardConfiguration configuration, string[] by)
    {
        _queries = queries;
        _by = by;
        _dimensions = [.. by.Select(name => new Dimension(name))];
        _labels = new TeamLabels(configuration.Teams);
        _centres = configuration.Teams.ToDictionary(team => _labels.Of(team.Id.Value), team => team.CostCentre, StringComparer.Ordinal);
    }

    /// <summary>The lines of some months, rolled up as far as they must be, with what was left out in a sentence.</summary>
    /// <exception cref="CostGuardException">CG3002, exit code 2: even the coarsest are too many.</exception>
    public static async Task<(IReadOnlyList<DataLine> Lines, string Note, bool IsRolledUp)> FitAsync(
        ICostQueries queries, CostGuardConfiguration configuration, Snapshot snapshot, IReadOnlyList<BillingPeriod> months, int max, CancellationToken cancellationToken)
    {
        for (int grain = 0; grain < Grains.Length; grain++)
        {
            var reader = new WorkbookLines(queries, configuration, Grains[grain].By);
            var lines = new List<DataLine>();
            // Month by month, so that a grain that does not fit is given up early and never held whole.
            foreach (BillingPeriod month in months)
            {
                lines.AddRange(await reader.ReadAsync(snapshot, month, [], cancellationToken).ConfigureAwait(false));
                if (lines.Count > max) break;
            }

            if (lines.Count <= max) return (lines, Grains[grain].Note.Replace("{0}", max.ToString("#,##0", CultureInfo.InvariantCulture), StringComparison.Ordinal), grain > 0);
        }

        throw new CostGuardException(2, ReportErrors.TooManyRows.At($"Even by team and account there are more than {max} lines."));
    }

    /// <summary>The lines of a month.</summary>
    public async Task<IReadOnlyList<DataLine>> ReadAsync(Snapshot snapshot, BillingPeriod month, IReadOnlyList<CostFilter> filters, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await _queries.QueryAsync(snapshot, new CostQuery(DayRange.Of(month), _dimensions, filters), cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => Line(month, row))];
    }

    private DataLine Line(BillingPeriod month, CostRow row)
    {
        string? Key(string name) => Array.IndexOf(_by, name) is >= 0 and var i ? row.Keys[i] : null;
        string team = _labels.Of(Key("team"));
        return new DataLine(
            month, team, _centres.GetValueOrDefault(team), Key("provider"), Key("subAccountId"), Key("subAccountName"), Key("service"), Key("region"),
            Key("chargeCategory"), row.Currency, row.Costs, Key("rule"), Key("pool"), Key("invoiceId"), Key("source"))
        { BillingAccount = Key("billingAccountId"), Rows = row.Rows };
    }
}
