using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Loads;

/// <summary>Words the refusals of an import.</summary>
internal static class LedgerRefusals
{
    public static CostGuardException NoReader(SourceFile file) =>
        new(2, LedgerErrors.NoReader.At($"{file.Name} is in no format that CostGuard reads.", file.Name));

    public static CostGuardException Damaged(string name, Exception inner) =>
        new(2, LedgerErrors.DamagedParquet.At($"{name} cannot be read as Parquet: {FirstLine(inner)}", name), inner: inner);

    public static CostGuardException LacksColumns(string name, IEnumerable<string> columns) =>
        new(2, GcpErrors.MissingColumns.At($"{name} has no {string.Join(", ", columns)}.", name));

    public static CostGuardException ColumnType(string name, string column, string type) =>
        new(2, GcpErrors.ColumnType.At($"{name}: the column {column} is {type}.", name, column: column));

    public static CostGuardException TooManyRejected(SourceKey source, long rejected, long max, IReadOnlyList<Problem> problems) =>
        new(2, LedgerErrors.RowsRefused.At(string.Create(
            CultureInfo.InvariantCulture,
            $"{rejected} rows of source {source} break the format rules and {max} are allowed: nothing was stored.")), problems);

    public static CostGuardException NoRows(SourceKey source, string period) =>
        new(9, LedgerErrors.NoRows.At($"The files of source {source} have no charges, but {period} has: the earlier load stays current."));

    public static CostGuardException DoesNotTie(SourceKey source, BillingPeriod period, ControlTotal total) =>
        new(6, LedgerErrors.DoesNotTie.At(
            $"Source {source}, {period}, {total.Currency}: the source adds up to {Words(total.Raw)}, but {Words(total.Stored)} was stored "
            + $"(residual {Words(total.Residual)}). Nothing was stored."));

    public static CostGuardException DoesNotCancel(SourceKey source, CancelledTotal total) =>
        new(6, AwsErrors.DoesNotCancel.At(
            $"Source {source}, {total.Period?.ToString() ?? "unknown month"}: usage under savings plans and its negations leave {total.Sum} {total.Currency} of {total.Gross}. Nothing was stored."));

    public static CostGuardException Tampered(LoadId load, string file) =>
        new(6, LedgerErrors.Tampered.At($"{file} of load {load} was changed after it was sealed.", file));

    public static CostGuardException NotFound(LoadId load) => new(8, LedgerErrors.NotFound.At($"There is no load {load}."));

    private static string Words(ExactCosts costs) => $"billed {costs.Billed}, effective {costs.Effective}, list {costs.List}, contracted {costs.Contracted}";

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0];
}
