namespace CostGuard.Core.Errors;

/// <summary>Codes of teams' matches, allocation rules, pools and allocated snapshots.</summary>
public static class AllocationErrors
{
    /// <summary>CG2401.</summary>
    public static readonly ErrorInfo UnknownTeam = new(
        "CG2401",
        "A rule names a team that does not exist",
        "Cost given to an unknown team would belong to nobody, so nothing is guessed.",
        "Use the id of a file in teams/, or 'unallocated' or 'central'; in a split, 'pool:NAME' names another rule's pool.");

    /// <summary>CG2402.</summary>
    public static readonly ErrorInfo DuplicateName = new(
        "CG2402",
        "A name is used twice",
        "Every allocated row carries the name of the rule and team that decided, so names must tell which.",
        "Rename one of the two. Names in 'allocation/' are unique over all its files.");

    /// <summary>CG2403.</summary>
    public static readonly ErrorInfo SharesNotWhole = new(
        "CG2403",
        "Fixed shares do not add up to 100 %",
        "The missing or surplus part would have to be given to somebody by guess.",
        "Change the weights so that they add up to 100.00 (0.01 more or less is accepted), none of them negative.");

    /// <summary>CG2404.</summary>
    public static readonly ErrorInfo PoolCircle = new(
        "CG2404",
        "Pools feed one another in a circle",
        "Cost would go round for ever. A pool never splits to itself, directly or through others.",
        "Take one of the 'pool:NAME' receivers out of the splits named in the message.");

    /// <summary>CG2405.</summary>
    public static readonly ErrorInfo MetricMissing = new(
        "CG2405",
        "A usage metric is missing",
        "A split by usage needs a quantity per month and team. Without a month's quantities the fallback method is used and said.",
        "Write allocation/metrics/NAME.csv with the columns month,team,quantity, quantities of at least 0.");

    /// <summary>CG2406.</summary>
    public static readonly ErrorInfo BadPattern = new(
        "CG2406",
        "A regular expression is not valid",
        "Values between slashes are .NET regular expressions without look-around and back-references, so that none can run for ever.",
        "Correct the expression, or drop the slashes to compare the plain text.");

    /// <summary>CG2407.</summary>
    public static readonly ErrorInfo BadMatch = new(
        "CG2407",
        "A match cannot be understood",
        "A match is a list of keys with accepted values; without a key it would take every charge.",
        "Use provider, aws.account, azure.subscription, gcp.project, subAccountId, billingAccountId, service, serviceCategory, region, chargeCategory, "
            + "chargeClass, commitmentDiscountStatus, resource, resourceName, sku, source or tag.KEY, each with at least one value.");

    /// <summary>CG2408.</summary>
    public static readonly ErrorInfo NotOneOutcome = new(
        "CG2408",
        "A rule has no outcome, or several",
        "A charge belongs to exactly one place, so a rule says exactly one thing.",
        "Give the rule one of: assign to a team, assign by tag, split, or central.");

    /// <summary>CG2409.</summary>
    public static readonly ErrorInfo BadHierarchy = new(
        "CG2409",
        "The hierarchy of teams is wrong",
        "Totals are added up to the parents, so parents must exist, have no circle and at most 6 levels.",
        "Correct 'parent' in the team's file.");

    /// <summary>CG2410.</summary>
    public static readonly ErrorInfo NoDays = new(
        "CG2410",
        "A rule holds on no day",
        "Its last day lies before its first: effectiveTo is the day after the last.",
        "Correct effectiveFrom or effectiveTo.");

    /// <summary>CG2411.</summary>
    public static readonly ErrorInfo ReservedName = new(
        "CG2411",
        "A name is reserved",
        "The names of the built-in steps and pools stand on allocated rows, next to those of rules.",
        "Choose another name: central, unallocated, all, unknown-team, tax, credits, commitment-unused, commitment-purchase and names with a colon are taken.");

    /// <summary>CG2420.</summary>
    public static readonly ErrorInfo DoesNotTie = new(
        "CG2420",
        "The sum over teams differs from the sum over loads",
        "Allocation must keep every digit. This is a fault in CostGuard or a damaged file; nothing is published from such a snapshot.",
        "Run 'costguard status' to find the load, import it again, and report the message if the difference stays.");
}
