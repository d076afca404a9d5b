using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Terminal;

/// <summary>Says what went wrong: code, what, place, fix, and where to read more.</summary>
public static class ErrorPrinter
{
    private const int ShownMax = 50;

    public static void Print(TextWriter error, CostGuardException refusal)
    {
        foreach (Problem problem in refusal.Problems.Take(ShownMax)) Print(error, problem, refusal.Problems.Count == 1);
        if (refusal.Problems.Count > ShownMax)
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {refusal.Problems.Count - ShownMax} more."));
        if (refusal.Problems.Count > 1) error.WriteLine($"More: costguard explain {refusal.Problem.Code}");
    }

    public static void Print(TextWriter error, Problem problem, bool withMore = false)
    {
        string word = problem.Severity == Severity.Error ? "Error" : problem.Severity.ToString();
        error.WriteLine($"{word} {problem.Code}: {problem.Message}");
        if (problem.File is { } file)
        {
            string line = problem.Line is { } number ? string.Create(CultureInfo.InvariantCulture, $":{number}") : "";
            error.WriteLine($"  {file}{line}{(problem.Column is null ? "" : $":{problem.Column}")}");
        }

        string more = withMore ? $"   More: costguard explain {problem.Code}" : "";
        if (problem.Fix is { } fix) error.WriteLine($"  Fix: {fix}{more}");
        else if (withMore) error.WriteLine($"  {more.Trim()}");
    }
}
