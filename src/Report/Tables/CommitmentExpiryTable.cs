using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>When commitments end, what that costs a month, and what is still to be paid for.</summary>
public static class CommitmentExpiryTable
{
    /// <summary>The calendar, the first end first.</summary>
    /// <param name="expiries">Ends.</param>
    /// <param name="today">The day that is asked about.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(IReadOnlyList<CommitmentExpiry> expiries, DateOnly today, ReportMeta meta) => new()
    {
        Schema = "costguard.commitment-expiries/1",
        Title = string.Create(CultureInfo.InvariantCulture, $"{expiries.Count(each => each.Alert(today) is not null)} of {expiries.Count} commitments end within 90 days"),
        Columns =
        [
            new("commitment", "Commitment", CellKind.Id),
            new("type", "Type", CellKind.Text),
            new("providerName", "Provider", CellKind.Text),
            new("service", "Service", CellKind.Text),
            new("start", "Starts", CellKind.Date),
            new("end", "Ends", CellKind.Date),
            new("daysLeft", "Days left", CellKind.Count),
            new("lostPerMonth", "Costs more/month", CellKind.Money),
            new("lockIn", "Still to pay", CellKind.Money),
            new("state", "State", CellKind.State),
            new("reason", "Unknown", CellKind.Text),
            new("currency", "Currency", CellKind.Text),
        ],
        ShortColumns = ["commitment", "service", "end", "daysLeft", "lostPerMonth", "lockIn", "state", "reason"],
        Rows = [.. expiries.Select(each => Row(each, today))],
        Meta = meta with { Currency = expiries.Select(each => each.Scope.Currency.Code).Distinct().ToArray() is [var only] ? only : "mixed" },
        Footnote = "Costs more/month is what its usage of the last 30 days would cost more on demand. An end counts into the forecast with: costguard forecast show --change",
    };

    private static IReadOnlyList<object?> Row(CommitmentExpiry each, DateOnly today) =>
    [
        each.Id, each.Type, each.Scope.Provider, each.Scope.Service, each.Start, each.End, each.DaysLeft(today) is { } left ? (long)left : null,
        each.LostPerMonth, each.LockIn, State(each, today), each.Reason is { } reason ? CommitmentTable.Sentence(reason) : null, each.Scope.Currency.Code,
    ];

    /// <summary>"! WITHIN 30 DAYS".</summary>
    internal static string State(CommitmentExpiry each, DateOnly today) => (each.DaysLeft(today), each.Alert(today)) switch
    {
        (null, _) => "? UNKNOWN",
        ( < 0, _) => "ENDED",
        (_, 0) => "✗ ENDS TODAY",
        (_, { } days) => string.Create(CultureInfo.InvariantCulture, $"! WITHIN {days} DAYS"),
        _ => "✓ OK",
    };
}
