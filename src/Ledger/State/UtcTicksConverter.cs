using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CostGuard.Ledger.State;

/// <summary>An instant as UTC ticks: SQLite has no type for it, and as text 23:30-05:00 would sort after 05:00+01:00 of the next day.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
