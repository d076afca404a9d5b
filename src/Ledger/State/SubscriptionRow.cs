namespace CostGuard.Ledger.State;

/// <summary>What a person chose about a mail, by a link in it or by command. Stronger than the files of the home.</summary>
public sealed class SubscriptionRow
{
    /// <summary>Mail address, lower case.</summary>
    public required string Address { get; init; }

    /// <summary>Kind of mail.</summary>
    public required string Mail { get; init; }

    /// <summary>"never", "weekly", "monthly", "always".</summary>
    public required string Choice { get; set; }

    /// <summary>Who chose.</summary>
    public required string By { get; set; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; set; }
}

/// <summary>A random key of this home, made when it is first needed.</summary>
public sealed class KeyRow
{
    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>Its bytes.</summary>
    public required byte[] Value { get; init; }
}
