namespace CostGuard.Core.Subscriptions;

/// <summary>Which mails a person may leave. The others come with a duty: budgets, closed books, what is broken.</summary>
public static class SubscribedMail
{
    /// <summary>The weekly digest, of a team or of several.</summary>
    public const string Weekly = "weekly-team";

    /// <summary>The monthly finance report.</summary>
    public const string Finance = "finance";

    /// <summary>Unusual cost.</summary>
    public const string Anomalies = "anomaly-alert";

    /// <summary>Kinds that may be left, with what they are.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        [Weekly] = "the weekly digest",
        [Finance] = "the monthly finance report",
        [Anomalies] = "mails about unusual cost",
    };
}

/// <summary>What a person chose about a mail.</summary>
/// <param name="Address">Mail address; compared without case.</param>
/// <param name="Mail">A kind of <see cref="SubscribedMail.All"/>.</param>
/// <param name="Choice">"never", "always", and for digests "weekly" and "monthly".</param>
/// <param name="By">Who chose: the address itself by a link, or who typed the command.</param>
/// <param name="At">When, UTC.</param>
public sealed record SubscriptionChoice(string Address, string Mail, string Choice, string By, DateTimeOffset At)
{
    /// <summary>Leaves the mail.</summary>
    public const string Never = "never";

    /// <summary>Wants it whenever it is made.</summary>
    public const string Always = "always";

    /// <summary>Wants the first digest of a month.</summary>
    public const string Monthly = "monthly";

    /// <summary>Whether a choice can be made about a mail.</summary>
    public static bool IsKnown(string mail, string choice) =>
        SubscribedMail.All.ContainsKey(mail) && (choice is Never or Always || (choice == Monthly && mail == SubscribedMail.Weekly));
}
