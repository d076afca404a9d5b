using System.Globalization;
using CostGuard.Core.Statements;

namespace CostGuard.Report.Tables;

/// <summary>A team's direct cost by application and by environment, as rows of its statement: another view of lines that are charged already, without numbers.</summary>
internal static class StatementSplitRows
{
    /// <summary>The rows.</summary>
    public static IEnumerable<object?[]> Of(Statement statement) => [.. Of(statement, isApplication: true), .. Of(statement, isApplication: false)];

    private static IEnumerable<object?[]> Of(Statement statement, bool isApplication)
    {
        (string part, string one, string many) = isApplication ? ("Direct cost by application", "application", "applications") : ("Direct cost by environment", "environment", "environments");
        DirectSplit[] splits = [.. statement.Splits.Where(split => split.IsApplication == isApplication)];
        if (splits.Length == 0) yield return StatementTable.Fact(part, "None", "no direct cost");
        foreach (DirectSplit split in splits)
        {
            if (split.Parts is null) yield return StatementTable.Fact(part, "Cannot be told", "its lines do not add up to the direct cost that is charged", currency: split.Currency);
            foreach (DirectPart each in split.Parts ?? [])
            {
                string item = each.Value ?? (each.Others > 0 ? string.Create(CultureInfo.InvariantCulture, $"({each.Others} other {many})") : $"(no {one})");
                yield return StatementTable.Cost(part, item, each.Billed, each.Effective, split.Currency.Code, each is { Value: null, Others: 0 } ? "charges without such a tag" : null);
            }
        }
    }
}
