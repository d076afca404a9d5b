using CostGuard.Core.Focus;

namespace CostGuard.Collect.Csv;

/// <summary>The scanner's current record as a row that rules in Core can read.</summary>
internal sealed class ScannerRow(CsvScanner scanner) : SourceRow
{
    public override ReadOnlySpan<byte> this[int column] => scanner[column];
}
