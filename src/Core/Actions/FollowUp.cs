using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Core.Actions;

/// <summary>All that was found and what people made of it, on one day.</summary>
/// <param name="Resources">Resources with at least one finding, decided or not, in no particular order; empty without an inventory.</param>
/// <param name="Judged">Resources that were looked at; null without an inventory.</param>
/// <param name="MetricsThrough">Last complete day of the metrics; null without metrics.</param>
/// <param name="Book">Decisions and actions.</param>
/// <param name="Day">The day that is judged.</param>
public sealed record SavingsOverview(IReadOnlyList<FollowedResource> Resources, long? Judged, DateOnly? MetricsThrough, ActionBook Book, DateOnly Day)
{
    /// <summary>From finding to bill, by currency.</summary>
    public IReadOnlyList<SavingsProgress> Progress => SavingsProgress.Of(Resources, Book.Actions, Day);

    /// <summary>Open actions that are late.</summary>
    public IReadOnlyList<ActionItem> Overdue => [.. Book.Actions.Where(action => action.IsOverdueOn(Day)).OrderBy(action => action.Due).ThenBy(action => action.Id)];
}

/// <summary>Puts findings, decisions and actions together: what lists, sheets and mails show of savings.</summary>
public sealed class FollowUp(SavingService savings, IUsageSource usage, IActionStore store)
{
    /// <summary>Everything, without metrics. A home without inventory has decisions and actions, and no findings.</summary>
    /// <param name="snapshot">The bill.</param>
    /// <param name="configuration">Decides whose a resource is.</param>
    /// <param name="options">Thresholds.</param>
    /// <param name="day">The day that is judged: snoozes end, actions are late.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<SavingsOverview> ReadAsync(Snapshot snapshot, CostGuardConfiguration configuration, SavingOptions options, DateOnly day, CancellationToken cancellationToken)
    {
        ActionBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (await usage.FactsAsync(cancellationToken).ConfigureAwait(false) is not { } facts) return new SavingsOverview([], null, null, book, day);
        if (facts.Through is null && snapshot.DataThrough is null) return new SavingsOverview([], null, null, book, day);
        RuleBook rules = RuleBook.Compile(configuration);
        var resources = new List<FollowedResource>();
        long judged = 0;
        await foreach (JudgedResource each in savings.JudgeAsync(snapshot, options, cancellationToken).ConfigureAwait(false))
        {
            judged++;
            if (each.Judgement.Findings.Count == 0) continue;
            JudgedResource lean = each with { Case = each.Case with { Usage = new Dictionary<string, MetricUse>() } };
            resources.Add(new FollowedResource(lean, TeamOf(rules, each.Case.Resource, day), [.. each.Judgement.Findings.Select(finding => FollowedFinding.Of(finding, book, day))]));
        }

        return new SavingsOverview(resources, judged, facts.Through, book, day);
    }

    /// <summary>The same for mails, which go out whatever a usage file is like: when one cannot be read, nothing is found, and it cannot be told what there is.</summary>
    public async Task<SavingsOverview> ReadForMailAsync(Snapshot snapshot, CostGuardConfiguration configuration, DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(snapshot, configuration, new SavingOptions(), day, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException refused) when (refused.Problem.Code == SavingErrors.BadUsageFile.Code)
        {
            return new SavingsOverview([], null, null, await store.ReadAsync(cancellationToken).ConfigureAwait(false), day);
        }
    }

    /// <summary>Whose a resource is by the rules of allocation, as far as an inventory tells: it knows no service and no price.</summary>
    public static TeamId TeamOf(RuleBook rules, CloudResource resource, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(resource);
        return rules.Decide(
            new DimensionSet
            {
                Source = new SourceKey("inventory"),
                ProviderName = Provider(resource.Provider),
                SubAccountId = resource.Account,
                RegionId = resource.Region,
                ChargeCategory = "Usage",
                HasResource = true,
                ResourceId = resource.Id,
                Tags = TagSet.Of(resource.Tags),
            },
            day).Team;
    }

    private static string Provider(string word) => word switch
    {
        "aws" => "AWS",
        "azure" => "Microsoft",
        "gcp" => "Google Cloud",
        _ => word,
    };
}
