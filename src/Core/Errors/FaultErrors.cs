namespace CostGuard.Core.Errors;

/// <summary>Codes of what operators are told, 2670 on.</summary>
public static class FaultErrors
{
    /// <summary>CG2670.</summary>
    public static readonly ErrorInfo LateReport = new(
        "CG2670",
        "A report did not go out by its hour",
        "Its schedule's hour, the wait for fresh data and CostGuard:Scheduler:AlarmAfter have passed, and no run of it succeeded: the service was down, the run failed, or it was withheld.",
        "See what happened with 'costguard schedule list', then send it with 'costguard schedule run NAME'.");

    /// <summary>CG2671.</summary>
    public static readonly ErrorInfo NoSuchFault = new(
        "CG2671",
        "Nothing of this name is broken",
        "Only what does not work now can be acknowledged.",
        "List what there is with 'costguard fault list', and name the subject as it stands there.");

    /// <summary>CG2672.</summary>
    public static readonly ErrorInfo Undelivered = new(
        "CG2672",
        "Mails did not arrive",
        "The mail server refused them or cannot be reached, or it is not known whether it took them.",
        "See the server's answers with 'costguard mail log' and examine the server with 'costguard doctor --only mail'. Send one again with 'costguard mail send --again KEY'.");

    /// <summary>CG2673.</summary>
    public static readonly ErrorInfo DeadMan = new(
        "CG2673",
        "The dead man's address cannot be used",
        "CostGuard:Scheduler:DeadManUrlRef names where an https address is, which is called after each run so that its silence can be noticed.",
        "Write env:NAME or file:PATH, and put an https address there; for one in your own network set CostGuard:Webhooks:AllowPrivateNetworks.");
}
