using CostGuard.Collect.Csv;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Focus;

/// <summary>Records of a provider's own CSV that have as many cells as their header.</summary>
internal static class WholeRows
{
    /// <summary>True when the current record is whole; else it is refused.</summary>
    public static bool IsWhole(this FocusRows rows, CsvText text)
    {
        if (text.Row.BadQuoting) rows.Refuse(FocusErrors.BadQuoting, "a quoted cell is followed by other text", text.Row.Line);
        else if (text.Row.Count != text.Header.Count) rows.Refuse(FocusErrors.RaggedRow, FormattableString.Invariant($"{text.Row.Count} cells where the header has {text.Header.Count}"), text.Row.Line);
        else return true;
        return false;
    }
}
