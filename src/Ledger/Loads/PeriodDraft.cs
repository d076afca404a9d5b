using CostGuard.Core.Errors;
using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>A load while it is made.</summary>
internal sealed class PeriodDraft(BillingPeriod period)
{
    public BillingPeriod Period { get; } = period;

    public List<LineFile> Lines { get; } = [];

    public List<LoadFile> Files { get; } = [];

    /// <summary>Raw sums and residuals per currency.</summary>
    public Dictionary<Currency, (long Rows, ExactSum[] Raw, ExactSum[] Residual)> Totals { get; } = [];

    public string FocusVersion { get; set; } = "1.0";

    public IReadOnlyList<ControlTotal> Checked { get; set; } = [];

    public DailyResult? Daily { get; set; }

    public long Rows => Totals.Values.Sum(total => total.Rows);

    /// <summary>Adds what a file has of this period.</summary>
    public void Add(Currency currency, long rows, IReadOnlyList<ExactSum> raw, IReadOnlyList<ExactSum> residual)
    {
        if (!Totals.TryGetValue(currency, out (long Rows, ExactSum[] Raw, ExactSum[] Residual) total))
            total = (0, new ExactSum[FileSql.Costs.Count], new ExactSum[FileSql.Costs.Count]);
        for (int i = 0; i < FileSql.Costs.Count; i++)
        {
            total.Raw[i] += raw[i];
            total.Residual[i] += residual[i];
        }

        Totals[currency] = (total.Rows + rows, total.Raw, total.Residual);
    }

    /// <summary>Compares the source's totals with what was stored, to the last digit.</summary>
    public void Check(SourceKey source)
    {
        DailyResult daily = Daily ?? throw new InvalidOperationException("The roll-up is not there yet.");
        var totals = new List<ControlTotal>();
        foreach (Currency currency in Totals.Keys.Union(daily.Stored.Keys).Order())
        {
            (long rows, ExactSum[] raw, ExactSum[] residual) = Totals.GetValueOrDefault(currency, (0, new ExactSum[4], new ExactSum[4]));
            (long storedRows, ExactSum[] stored) = daily.Stored.GetValueOrDefault(currency, (0, new ExactSum[4]));
            var total = new ControlTotal(currency, rows, Costs(raw), Costs(stored), Costs(residual));
            if (!total.Ties || rows != storedRows) throw LedgerRefusals.DoesNotTie(source, Period, total);
            totals.Add(total);
        }

        Checked = totals;
    }

    private static ExactCosts Costs(ExactSum[] sums) => new(sums[0], sums[1], sums[2], sums[3]);
}

/// <summary>What all files of an import have in common.</summary>
internal sealed class ImportFindings
{
    public long Refused { get; set; }

    public List<Problem> Problems { get; } = [];

    /// <summary>Amounts that must cancel over all files.</summary>
    public List<CancelledTotal> Cancelled { get; } = [];

    public SortedDictionary<BillingPeriod, PeriodDraft> Drafts { get; } = [];

    public PeriodDraft DraftOf(BillingPeriod period)
    {
        if (!Drafts.TryGetValue(period, out PeriodDraft? draft)) Drafts.Add(period, draft = new PeriodDraft(period));
        return draft;
    }

    /// <summary>Refuses an import in which amounts that must cancel do not: parts of a month are missing then.</summary>
    public void CheckCancelled(SourceKey source)
    {
        foreach (IGrouping<(BillingPeriod?, Currency), CancelledTotal> month in Cancelled.GroupBy(total => (total.Period, total.Currency)))
        {
            CancelledTotal total = month.Aggregate((sum, next) => sum with { Sum = sum.Sum + next.Sum, Gross = sum.Gross + next.Gross });
            if (!total.Cancels) throw LedgerRefusals.DoesNotCancel(source, total);
        }
    }
}
