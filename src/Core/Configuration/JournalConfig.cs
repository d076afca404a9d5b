namespace CostGuard.Core.Configuration;

/// <summary>reports/journal.yaml: how cost is posted in the company's books.</summary>
public sealed record JournalConfig
{
    /// <summary>All columns of a journal that names none, in their usual order.</summary>
    public static IReadOnlyList<string> AllColumns { get; } =
        ["date", "document", "period", "account", "costCentre", "team", "provider", "debit", "credit", "currency", "text"];

    /// <summary>Columns that are there only where they are named: books that read a file by places must not get one more.</summary>
    public static IReadOnlyList<string> MoreColumns { get; } = ["statement"];

    /// <summary>Columns of the file, in order.</summary>
    public IReadOnlyList<string> Columns { get; init; } = AllColumns;

    /// <summary>Account of cost that <see cref="Accounts"/> does not name.</summary>
    public required string Expense { get; init; }

    /// <summary>Account that is credited with what was invoiced.</summary>
    public required string Payable { get; init; }

    /// <summary>Account that is credited with what is not invoiced yet.</summary>
    public required string Accrued { get; init; }

    /// <summary>Cost centre of cost that belongs to no team, or to one without a cost centre.</summary>
    public string? CostCentre { get; init; }

    /// <summary>Accounts by cost centre or provider; the cost centre's counts first. Of what an invoice holds beyond the data also by reason: tax, support, ….</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; init; } = new Dictionary<string, string>();
}
