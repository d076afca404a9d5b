namespace CostGuard.Core.Errors;

/// <summary>Codes of decisions and actions, 2810 on.</summary>
public static class ActionErrors
{
    /// <summary>CG2810.</summary>
    public static readonly ErrorInfo NoSuchFinding = new(
        "CG2810",
        "There is no such recommendation",
        "A decision is about one recommendation: its short id, its key (rule|resource|variant), or a resource that has only one. A typing error would be a decision about nothing.",
        "See 'costguard recommend list --all'.");

    /// <summary>CG2811.</summary>
    public static readonly ErrorInfo NoSuchAction = new(
        "CG2811",
        "There is no such action",
        "Actions are named by their number, such as A-3.",
        "See 'costguard action list --all'.");

    /// <summary>CG2812.</summary>
    public static readonly ErrorInfo WrongState = new(
        "CG2812",
        "That cannot be done to it as it stands",
        "A done or cancelled action stays as it is, so that what was promised and verified does not change afterwards; and a recommendation with an open action has been decided.",
        "See its history: costguard action show A-3. Give up an open action with 'costguard action cancel', and add another for what is new.");

    /// <summary>CG2813.</summary>
    public static readonly ErrorInfo WrittenMeanwhile = new(
        "CG2813",
        "Somebody else changed it meanwhile",
        "Between reading and writing another process wrote the action. Nothing was overwritten.",
        "Look at it again, and repeat the command if it is still wanted.");

    /// <summary>CG2814.</summary>
    public static readonly ErrorInfo NotProvable = new(
        "CG2814",
        "The bill cannot be asked about this action",
        "It must be done, of type save, with resources and an expected saving above zero. What was avoided or put in order is not on any bill.",
        "Mark it as done first: costguard action done A-3 --on DAY. Add resources when it is added or done: --resource ID.");
}
