using CostGuard.Core.Values;

namespace CostGuard.Core.Actions;

/// <summary>From finding to bill in one currency: each euro stands in one of open, accepted and done. Amounts a month, unrounded.</summary>
public sealed record SavingsProgress
{
    /// <summary>The currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Found and not decided: the best of each resource, never its alternatives added up; resources that have one.</summary>
    public (decimal Amount, int Count) Open { get; init; }

    /// <summary>Kept out of sight by rejections and snoozes; findings.</summary>
    public (decimal Amount, int Count) Hidden { get; init; }

    /// <summary>Promised by savings that are agreed and not done yet; actions.</summary>
    public (decimal Amount, int Count) Accepted { get; init; }

    /// <summary>Promised by savings that were done in the last twelve months; actions.</summary>
    public (decimal Amount, int Count) Done { get; init; }

    /// <summary>Of <see cref="Done"/>, what those promised that the bill can already tell about; actions.</summary>
    public (decimal Amount, int Count) Measured { get; init; }

    /// <summary>What the bill says that these save, losses taken off; null while it tells of none.</summary>
    public decimal? Verified { get; init; }

    /// <summary>Verified ÷ promised of the measured ones; null while there are none.</summary>
    public decimal? Realisation => Verified is { } verified && Measured.Amount > 0m ? verified / Measured.Amount : null;

    /// <summary>By currency, in order of codes.</summary>
    /// <param name="resources">What was found; empty without an inventory.</param>
    /// <param name="actions">Actions.</param>
    /// <param name="day">The day that is judged.</param>
    public static IReadOnlyList<SavingsProgress> Of(IReadOnlyList<FollowedResource> resources, IReadOnlyList<ActionItem> actions, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(actions);
        ILookup<Currency, FollowedResource> found = resources.Where(each => each.Of.Currency is not null).ToLookup(each => each.Of.Currency!.Value);
        ILookup<Currency, ActionItem> agreed = actions.Where(each => each is { Type: ActionType.Save, Expected: not null }).ToLookup(each => each.Expected!.Value.Currency);
        return [.. found.Select(group => group.Key).Union(agreed.Select(group => group.Key)).Order().Select(currency => Of(currency, [.. found[currency]], [.. agreed[currency]], day))];
    }

    private static SavingsProgress Of(Currency currency, FollowedResource[] resources, ActionItem[] actions, DateOnly day)
    {
        FollowedResource[] open = [.. resources.Where(each => each.Undecided.Findings.Count > 0)];
        ActionItem[] accepted = [.. actions.Where(each => each.IsOpen)], done = [.. actions.Where(each => each.CountsOn(day))];
        ActionItem[] measured = [.. done.Where(each => each.Proof?.PerMonth is not null)];
        return new SavingsProgress
        {
            Currency = currency,
            Open = (open.Sum(each => each.Undecided.Saving), open.Length),
            Hidden = (resources.Sum(each => each.Hidden), resources.Sum(each => each.HiddenCount)),
            Accepted = (Promised(accepted), accepted.Length),
            Done = (Promised(done), done.Length),
            Measured = (Promised(measured), measured.Length),
            Verified = measured.Length == 0 ? null : measured.Sum(each => each.Proof!.PerMonth!.Value),
        };
    }

    private static decimal Promised(ActionItem[] actions) => actions.Sum(each => each.Expected!.Value.Amount);
}
