namespace CostGuard.Core.Errors;

/// <summary>Codes of teams and of references to them.</summary>
public static class TeamErrors
{
    /// <summary>CG2102.</summary>
    public static readonly ErrorInfo UnknownTeam = new(
        "CG2102",
        "A team does not exist",
        "The name is not the name of a file in teams/.",
        "Correct the name, or add the team with 'costguard team add'.");

    /// <summary>CG2103.</summary>
    public static readonly ErrorInfo ParentCycle = new(
        "CG2103",
        "Teams are each other's parents",
        "Cost rolls up from child to parent; in a circle it would never end.",
        "Remove 'parent' from one of them.");

    /// <summary>CG2104.</summary>
    public static readonly ErrorInfo TooDeep = new(
        "CG2104",
        "The hierarchy of teams is too deep",
        "More than six levels cannot be shown in a report.",
        "Take out a level.");

    /// <summary>CG2105.</summary>
    public static readonly ErrorInfo ReservedName = new(
        "CG2105",
        "The name of a team is reserved",
        "\"all\", \"central\" and \"unallocated\" have a meaning of their own in every report.",
        "Take another name.");

    /// <summary>CG2106.</summary>
    public static readonly ErrorInfo BadPattern = new(
        "CG2106",
        "A pattern in a match is not a regular expression",
        "A value between slashes is a regular expression, and this one cannot be read.",
        "Correct the pattern, or write the value without the slashes.");

    /// <summary>CG2107.</summary>
    public static readonly ErrorInfo SameCondition = new(
        "CG2107",
        "A match names the same thing twice",
        "All conditions of a match must hold, and a charge has one sub-account and one resource.",
        "Make two matches of it: any of them is enough.");
}
