namespace CostGuard.Core.Errors;

/// <summary>Codes of reviews, 274x and 275x.</summary>
public static class ReviewErrors
{
    /// <summary>CG2740.</summary>
    public static readonly ErrorInfo NoReview = new(
        "CG2740",
        "There is no review of the month",
        "A review begins when its figures are frozen, so that everybody in the room talks about the same ones.",
        "Open it: costguard review open MONTH --by WHO. 'costguard review list' names those that there are.");

    /// <summary>CG2741.</summary>
    public static readonly ErrorInfo Closed = new(
        "CG2741",
        "The review is closed",
        "What was shown, decided and signed stays as it was: the pack of a closed review is the same, byte for byte, for ever.",
        "Write to the next month's review; decisions are carried over to it.");

    /// <summary>CG2742.</summary>
    public static readonly ErrorInfo OpenAlready = new(
        "CG2742",
        "The review is open already",
        "Its figures are frozen; freezing them anew makes earlier signatures void, so that it must be said.",
        "Go on with 'costguard review show MONTH', or freeze the figures of today: costguard review open MONTH --again --by WHO.");

    /// <summary>CG2743.</summary>
    public static readonly ErrorInfo NoSuchSubject = new(
        "CG2743",
        "The review shows nothing of that name",
        "A note belongs to something that is in the pack: a team by its id or title, a service, or a mover by its number (u1, d3) or name (payments/Amazon RDS).",
        "The names stand in the pack: costguard review show MONTH.");

    /// <summary>CG2744.</summary>
    public static readonly ErrorInfo BadText = new(
        "CG2744",
        "The text cannot be shown beside a figure",
        "A note, decision or question has 1 to 200 letters: it must be read across a room, and the pack has twelve pages.",
        "Say it shorter; what is longer belongs into a document that the note names.");

    /// <summary>CG2745.</summary>
    public static readonly ErrorInfo ChangedSince = new(
        "CG2745",
        "The review has changed since it was read",
        "Another process froze or closed it in this moment.",
        "Look at it with 'costguard review list' and try again.");

    /// <summary>CG2746.</summary>
    public static readonly ErrorInfo NoData = new(
        "CG2746",
        "There is nothing to review",
        "A review is about a month that has cost.",
        "See which months there are with 'costguard load list'; collect or import the month first.");

    /// <summary>CG2747.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG2747",
        "The teams do not add up to the month",
        "A figure that does not tie is not shown to anybody.",
        "See 'costguard cost show --by team --period MONTH' and the control totals in 'costguard load show ID'; report it, this is a bug.");

    /// <summary>CG2748.</summary>
    public static readonly ErrorInfo UnknownFile = new(
        "CG2748",
        "The pack is written as .html or .pdf",
        "--out says by its ending what is written.",
        "Name a file that ends in .html or .pdf, or leave --out away.");

    /// <summary>CG2750.</summary>
    public static readonly ErrorInfo PrinterFailed = new(
        "CG2750",
        "The browser could not print the pack",
        "It ended without a whole PDF, or did not end. CostGuard drew the pages itself: the same content, without tags for screen readers.",
        "The message says what the browser said; the .html can be printed from any browser.");

    /// <summary>CG2751.</summary>
    public static readonly ErrorInfo NoTeamPack = new(
        "CG2751",
        "The review has no figures of that team",
        "A team's figures are frozen together with the company's, for the teams that costguard.yaml names (review.teams; every team without it).",
        "Look at the team's id with 'costguard team list'; freeze the figures anew after a change: costguard review open MONTH --again --by WHO.");

    /// <summary>CG2752.</summary>
    public static readonly ErrorInfo NoMeeting = new(
        "CG2752",
        "The review has no meeting",
        "Its figures were frozen by a version that knew of no meetings. Day and hour are frozen with the figures (review.workingDay and review.at of costguard.yaml).",
        "Freeze the figures anew: costguard review open MONTH --again --by WHO.");
}
