namespace CostGuard.Core.Errors;

/// <summary>How bad a problem is.</summary>
public enum Severity
{
    /// <summary>Told, nothing is wrong.</summary>
    Info,

    /// <summary>Worked, but a person should look.</summary>
    Warning,

    /// <summary>Refused.</summary>
    Error,
}

/// <summary>Something wrong with data or configuration, with its address. A value: it travels with the batch, is stored and printed.</summary>
/// <param name="Code">"CG1003": explained by <c>costguard explain</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, in one sentence, with the offending text.</param>
/// <param name="File">File name as the user gave it; null when there is none.</param>
/// <param name="Line">Line in the file, from 1; null when unknown.</param>
/// <param name="Column">Column name, or position in the line; null when unknown.</param>
/// <param name="Fix">What to do about it; null when the code's explanation says it all.</param>
public sealed record Problem(
    string Code,
    Severity Severity,
    string Message,
    string? File = null,
    int? Line = null,
    string? Column = null,
    string? Fix = null)
{
    /// <summary>"teams/payments.yaml:9:7 CG2101 unknown key".</summary>
    public override string ToString()
    {
        string place = File is null ? "" : $"{File}{(Line is { } line ? $":{line.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : "")}{(Column is null ? "" : $":{Column}")} ";
        return $"{place}{Code} {Message}";
    }
}

/// <summary>A refusal that a person can act on: carries a code, the exit code of the process, and every problem found.</summary>
public sealed class CostGuardException : Exception
{
    /// <summary>One problem, one exit code (ux: 2 usage or input, 5 cannot tell, 6 does not tie, 8 not found, 9 conflict).</summary>
    public CostGuardException(int exitCode, Problem problem, IReadOnlyList<Problem>? more = null, Exception? inner = null)
        : base(problem.Message, inner)
    {
        ExitCode = exitCode;
        Problem = problem;
        Problems = [problem, .. more ?? []];
    }

    /// <summary>The process exit code.</summary>
    public int ExitCode { get; }

    /// <summary>The headline.</summary>
    public Problem Problem { get; }

    /// <summary>The headline and all the others, in order.</summary>
    public IReadOnlyList<Problem> Problems { get; }
}
