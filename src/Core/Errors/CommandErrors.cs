namespace CostGuard.Core.Errors;

/// <summary>Codes of the command line.</summary>
public static class CommandErrors
{
    /// <summary>CG5001.</summary>
    public static readonly ErrorInfo NotAHome = new(
        "CG5001",
        "There is no CostGuard home in this folder",
        "A home is a folder with costguard.yaml. Commands work on one home at a time.",
        "Run 'costguard init --home FOLDER', or name an existing home with --home or COSTGUARD_HOME.");

    /// <summary>CG5002.</summary>
    public static readonly ErrorInfo BadArgument = new(
        "CG5002",
        "An argument cannot be understood",
        "A flag or argument has a value of the wrong form.",
        "See 'costguard COMMAND --help' for the accepted forms.");

    /// <summary>CG5003.</summary>
    public static readonly ErrorInfo Unexpected = new(
        "CG5003",
        "CostGuard failed in a way it did not foresee",
        "This is a fault in CostGuard or in the machine (disk, memory, permissions), not in your data.",
        "Run the command again with -v, and report what it prints. Nothing half-written is ever read.");

    /// <summary>Turns the code into a problem at a place.</summary>
    public static Problem At(this ErrorInfo info, string message, string? file = null, int? line = null, string? column = null, Severity severity = Severity.Error) =>
        new(info.Code, severity, message, file, line, column, info.Fix);
}
