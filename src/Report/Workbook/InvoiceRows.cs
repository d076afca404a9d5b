using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>An invoice of the report month in whole minor units, as Invoices and Reconciliation show it: net − billed − explained = difference.</summary>
/// <param name="Line">Its line on Invoices, from 1.</param>
/// <param name="Statement">The exact statement.</param>
/// <param name="Billed">Billed cost of its lines, cents by largest remainder.</param>
/// <param name="Stated">What the data explains, by reason.</param>
/// <param name="Written">What people explained, by reason.</param>
internal sealed record InvoiceRow(
    int Line, InvoiceStatement Statement, decimal Billed, IReadOnlyDictionary<ExplainedReason, decimal> Stated, IReadOnlyDictionary<ExplainedReason, decimal> Written)
{
    public const string NotYet = "(no invoice yet)";

    public string Number => Statement.Number ?? NotYet;

    public int Decimals => Statement.Currency.MinorUnits;

    public decimal Explained => Stated.Values.Sum() + Written.Values.Sum();

    public decimal Difference => Statement.Net - Billed - Explained;

    /// <summary>What may be rounding, and still wants a written reason; nothing where there is no invoice.</summary>
    public decimal Allowed => Statement.Invoice is null ? 0m : Statement.Tolerance;

    public string Result => Statement.Invoice is null ? "NO INVOICE" : Difference == 0m ? "TIES" : Math.Abs(Difference) <= Allowed ? "WITHIN" : "CHECK";

    public decimal In(IReadOnlyCollection<ExplainedReason> reasons) => reasons.Sum(reason => Stated.GetValueOrDefault(reason) + Written.GetValueOrDefault(reason));
}

/// <summary>The report month's invoices. Their billed cost is a live sum over Data by invoice number where Data has the numbers and SUMIFS can compare them.</summary>
internal sealed class InvoiceRows
{
    /// <summary>Columns of Reconciliation with the reasons that they hold.</summary>
    public static readonly (string Column, ExplainedReason[] Reasons)[] Columns =
    [
        ("Tax", [ExplainedReason.Tax]),
        ("Credits", [ExplainedReason.Credits]),
        ("Support", [ExplainedReason.Support]),
        ("Marketplace", [ExplainedReason.Marketplace]),
        ("Prior period", [ExplainedReason.PriorPeriod]),
        ("Other explained", [ExplainedReason.Refunds, ExplainedReason.Fx, ExplainedReason.Rounding]),
    ];

    public InvoiceRows(WorkbookInput input, RoundedLines rounded)
    {
        IReadOnlyList<InvoiceStatement> statements = input.Close?.Statements ?? [];
        var lines = new Dictionary<(string?, Currency), (ExactSum Exact, decimal Cents)>();
        for (int i = 0; i < input.Lines.Count; i++)
        {
            DataLine line = input.Lines[i];
            if (line.Month != input.Period) continue;
            (string?, Currency) key = (string.IsNullOrEmpty(line.Invoice) ? null : line.Invoice, line.Currency);
            (ExactSum exact, decimal cents) = lines.GetValueOrDefault(key);
            lines[key] = (exact + ExactSum.Of(line.Costs.Billed), cents + rounded.Amount(i, CostMetric.Billed));
        }

        AreComparable = Criteria.AreApart(input.Lines.Select(line => line.Invoice).Concat(statements.Select(each => each.Number)).OfType<string>().Where(number => number.Length > 0).Append(InvoiceRow.NotYet));
        IsLive = AreComparable && statements.All(each => lines.GetValueOrDefault((each.Number, each.Currency)).Exact == ExactSum.Of(each.Billed));
        decimal[] billed = IsLive ? [.. statements.Select(each => lines.GetValueOrDefault((each.Number, each.Currency)).Cents)] : Written(statements);
        Rows = [.. statements.Select((each, i) => Row(i + 1, each, billed[i]))];
    }

    public IReadOnlyList<InvoiceRow> Rows { get; }

    /// <summary>True when SUMIFS tells the invoice numbers apart.</summary>
    public bool AreComparable { get; }

    /// <summary>True when billed cost by invoice is summed over Data, false when it is a control total that is tied to Data as a whole.</summary>
    public bool IsLive { get; }

    public bool AreRecorded => Rows.Any(row => row.Statement.Invoice is not null);

    /// <summary>Σ of all differences, without sign; the currencies matter only while it is not 0.</summary>
    public decimal Difference => Rows.Sum(row => Math.Abs(row.Difference));

    /// <summary>Statements of lines that are on no recorded invoice: those tie with nothing, whatever they sum to.</summary>
    public int Loose => Rows.Count(row => row.Statement.Invoice is null);

    public bool Tie => Difference == 0m && Loose == 0;

    private static decimal[] Written(IReadOnlyList<InvoiceStatement> statements)
    {
        var written = new decimal[statements.Count];
        foreach (var currency in Enumerable.Range(0, statements.Count).GroupBy(i => statements[i].Currency))
        {
            IReadOnlyList<decimal> cents = Journal.Rounded([.. currency.Select(i => statements[i].Billed)], currency.Key.MinorUnits);
            foreach ((int i, decimal amount) in currency.Zip(cents)) written[i] = amount;
        }

        return written;
    }

    // Each item is rounded, and what rounding leaves joins the rounding that the statement has: the difference is the statement's, to the last digit.
    private static InvoiceRow Row(int line, InvoiceStatement statement, decimal billed)
    {
        int d = statement.Currency.MinorUnits;
        Dictionary<ExplainedReason, decimal> Sums(Func<ExplainedItem, bool> which) => statement.Items.Where(which).GroupBy(item => item.Reason)
            .ToDictionary(group => group.Key, group => decimal.Round(group.Sum(item => item.Amount), d, MidpointRounding.ToEven));
        Dictionary<ExplainedReason, decimal> stated = Sums(item => item.Id is null && item.Reason != ExplainedReason.Rounding);
        Dictionary<ExplainedReason, decimal> written = Sums(item => item.Id is not null);
        if (statement.Invoice is not null)
        {
            decimal whole = statement.Billed + statement.Items.Where(item => item.Id is null).Sum(item => item.Amount);
            if (whole - billed - stated.Values.Sum() is var rounding && rounding != 0m) stated[ExplainedReason.Rounding] = rounding;
        }

        return new InvoiceRow(line, statement, billed, stated, written);
    }
}
