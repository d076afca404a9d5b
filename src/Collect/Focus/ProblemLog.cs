using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;

namespace CostGuard.Collect.Focus;

/// <summary>Problems of one file: refused rows one by one up to a limit, warnings counted by what they say.</summary>
internal sealed class ProblemLog(string file)
{
    private const int DistinctWarningsMax = 50;

    private readonly List<Problem> _errors = [];
    private readonly Dictionary<string, (Problem First, long Rows)> _warnings = new(StringComparer.Ordinal);

    /// <summary>Adds an error for a row. Always false, so that a check can return it.</summary>
    public bool Refuse(ErrorInfo info, string message, int line, string? column)
    {
        if (_errors.Count < ReadSummary.ProblemsMax) _errors.Add(info.At($"{message}; the row is refused.", file, line, column));
        return false;
    }

    /// <summary>Counts a warning; the first line is kept.</summary>
    public void Count(ErrorInfo info, string message, int line, string? column)
    {
        if (_warnings.TryGetValue(message, out (Problem First, long Rows) known)) _warnings[message] = (known.First, known.Rows + 1);
        else if (_warnings.Count < DistinctWarningsMax) _warnings.Add(message, (info.At(message, file, line, column, Severity.Warning), 1));
    }

    /// <summary>Errors, then the given warnings, then the counted ones.</summary>
    public IReadOnlyList<Problem> All(IEnumerable<Problem> warnings) =>
    [
        .. _errors,
        .. warnings,
        .. _warnings.Values.Select(warning => warning.First with { Message = $"{warning.First.Message} ({Rows(warning.Rows)})." }),
    ];

    public static string Rows(long rows) => rows == 1 ? "1 row" : string.Create(CultureInfo.InvariantCulture, $"{rows} rows");
}
