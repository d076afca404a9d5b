namespace CostGuard.Ledger.State;

/// <summary>Calls of one connection on one UTC day.</summary>
public sealed class CallRow
{
    /// <summary>Name of the connection.</summary>
    public required string Connection { get; init; }

    /// <summary>UTC day, as a day number.</summary>
    public required int Day { get; init; }

    /// <summary>Calls made, failed ones too.</summary>
    public required long Calls { get; set; }

    /// <summary>Their price in millionths of a USD.</summary>
    public required long PriceMicros { get; set; }
}
