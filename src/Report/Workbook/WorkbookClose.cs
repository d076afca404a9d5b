using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>What the month close has to say about the report month.</summary>
public sealed record WorkbookClose
{
    /// <summary>Each invoice beside its lines; empty while no invoice of the month is recorded.</summary>
    public IReadOnlyList<InvoiceStatement> Statements { get; init; } = [];

    /// <summary>What people wrote about these invoices, the oldest first.</summary>
    public IReadOnlyList<Explanation> Explanations { get; init; } = [];

    /// <summary>Who signed for them: "reconciled by …, closed by …"; null while nobody did.</summary>
    public string? Approval { get; init; }

    /// <summary>Accounts and columns of the journal; null makes no Journal sheet.</summary>
    public JournalConfig? Journal { get; init; }

    /// <summary>What the journal owes for the month: its invoices by currency, each rounded by itself. The cents to the sum of Data are shown beside it.</summary>
    public IReadOnlyDictionary<Currency, decimal> BilledOnInvoices { get; init; } = new Dictionary<Currency, decimal>();

    /// <summary>The journal; null without accounts.</summary>
    public MonthJournal? Posted { get; init; }

    /// <summary>The journal's lines.</summary>
    public IReadOnlyList<JournalLine> JournalLines => Posted?.Lines ?? [];
}
