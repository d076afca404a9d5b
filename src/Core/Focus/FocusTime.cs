namespace CostGuard.Core.Focus;

/// <summary>
/// Reads times from UTF-8 into microseconds since 1970 in UTC: YYYY-MM-DDTHH:mm:ssZ with or without seconds, fraction and offset, a blank for
/// the T, " UTC" for the Z, or a date alone. Digits beyond the microsecond are cut off. No zone means UTC.
/// </summary>
public static class FocusTime
{
    private const long MicrosOfSecond = 1_000_000;
    private const long MicrosOfDay = 86_400 * MicrosOfSecond;

    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Reads a time; false when the text has another form or names no real day or time.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out long micros)
    {
        micros = 0;
        if (utf8.Length < 10 || utf8[4] != '-' || utf8[7] != '-') return false;
        if (!Digits(utf8[..4], out int year) || !Digits(utf8[5..7], out int month) || !Digits(utf8[8..10], out int day)) return false;
        if (!TryDay(year, month, day, out micros)) return false;
        ReadOnlySpan<byte> rest = utf8[10..];
        if (rest.IsEmpty) return true;
        if (rest[0] is not ((byte)'T' or (byte)' ') || rest.Length < 6 || rest[3] != ':') return false;
        if (!Digits(rest[1..3], out int hour) || !Digits(rest[4..6], out int minute) || hour > 23 || minute > 59) return false;
        micros += ((hour * 60L) + minute) * 60 * MicrosOfSecond;
        rest = rest[6..];
        return TrySeconds(ref rest, ref micros) && TryZone(rest, ref micros);
    }

    /// <summary>Reads "5/1/25" or "05/01/2025"; the order of month and day is the caller's to know. False for another form or no real day.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="dayFirst">True for day/month/year, false for month/day/year.</param>
    /// <param name="micros">Midnight UTC of the day.</param>
    public static bool TryParseShort(ReadOnlySpan<byte> utf8, bool dayFirst, out long micros)
    {
        micros = 0;
        int first = utf8.IndexOf((byte)'/');
        if (first is < 1 or > 2) return false;
        int second = utf8[(first + 1)..].IndexOf((byte)'/');
        if (second is < 1 or > 2) return false;
        ReadOnlySpan<byte> last = utf8[(first + second + 2)..];
        if (last.Length is not (2 or 4) || !Digits(utf8[..first], out int a) || !Digits(utf8.Slice(first + 1, second), out int b)) return false;
        if (!Digits(last, out int year)) return false;
        return TryDay(last.Length == 2 ? 2000 + year : year, dayFirst ? b : a, dayFirst ? a : b, out micros);
    }

    /// <summary>True for a text that looks like a short date.</summary>
    public static bool LooksShort(ReadOnlySpan<byte> utf8) => TryParseShort(utf8, false, out _) || TryParseShort(utf8, true, out _);

    /// <summary>The instant.</summary>
    public static DateTimeOffset ToInstant(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>Microseconds since 1970 of an instant.</summary>
    public static long ToMicros(DateTimeOffset instant) => (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time, whole days later.</summary>
    public static long AddDays(long micros, int days) => micros + (days * MicrosOfDay);

    private static bool TrySeconds(ref ReadOnlySpan<byte> rest, ref long micros)
    {
        if (rest.IsEmpty || rest[0] != ':') return true;
        if (rest.Length < 3 || !Digits(rest[1..3], out int second) || second > 59) return false;
        micros += second * MicrosOfSecond;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] != '.') return true;
        rest = rest[1..];
        int digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = rest.Length;
        if (digits == 0) return false;
        long unit = MicrosOfSecond;
        for (int i = 0; i < Math.Min(digits, 6); i++)
        {
            unit /= 10;
            micros += (rest[i] - '0') * unit;
        }

        rest = rest[digits..];
        return true;
    }

    private static bool TryZone(ReadOnlySpan<byte> zone, ref long micros)
    {
        if (zone.IsEmpty || zone.SequenceEqual("Z"u8) || zone.SequenceEqual(" UTC"u8) || zone.SequenceEqual("UTC"u8)) return true;
        if (zone[0] is not ((byte)'+' or (byte)'-')) return false;
        bool colon = zone.Length == 6 && zone[3] == ':';
        if (!colon && zone.Length is not (3 or 5)) return false;
        int minutes = 0;
        if (!Digits(zone[1..3], out int hours) || (zone.Length > 3 && !Digits(zone[^2..], out minutes)) || hours > 18 || minutes > 59) return false;
        long offset = ((hours * 60L) + minutes) * 60 * MicrosOfSecond;
        micros -= zone[0] == '-' ? -offset : offset;
        return true;
    }

    private static bool TryDay(int year, int month, int day, out long micros)
    {
        micros = 0;
        if (year is < 1970 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        micros = (new DateOnly(year, month, day).DayNumber - EpochDay) * MicrosOfDay;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> utf8, out int value)
    {
        value = 0;
        foreach (byte b in utf8)
        {
            uint digit = unchecked((uint)(b - '0'));
            if (digit > 9) return false;
            value = (value * 10) + (int)digit;
        }

        return true;
    }
}
