using System.CommandLine;

namespace CostGuard.Cli.Reports;

/// <summary>A command that only reads, and answers with one table. Report definitions may name it.</summary>
internal sealed class TableCommand(string name, string description, Func<Session, CancellationToken, Task<int>> answer) : Command(name, description)
{
    /// <summary>Answers in a session; the exit code.</summary>
    public Func<Session, CancellationToken, Task<int>> Answer => answer;
}
