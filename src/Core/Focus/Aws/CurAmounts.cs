using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Reads the costs of the current row as the report's own text; only what was unused of a commitment is calculated, exactly.</summary>
internal sealed class CurAmounts
{
    private readonly CurCells _cells;
    private readonly CurNotes _notes;
    private readonly IReadOnlyList<int> _billed, _gross, _public, _savingsPlan, _reservation;
    private readonly IReadOnlyList<int> _committed, _used, _unusedUpfront, _unusedRecurring;
    private byte[] _unused = [];
    private bool _counted;

    public CurAmounts(CurHeader header, CurCells cells, CurBasis basis, CurNotes notes)
    {
        (_cells, _notes) = (cells, notes);
        bool net = basis == CurBasis.Net;
        IReadOnlyList<int> Find(string netName, string name) => header.Find(net ? [netName, name] : [name]);
        _gross = header.Find(CurNames.Unblended);
        _billed = Find(CurNames.NetUnblended, CurNames.Unblended);
        _public = header.Find(CurNames.PublicCost);
        _savingsPlan = Find("savingsplannetsavingsplaneffectivecost", "savingsplansavingsplaneffectivecost");
        _reservation = Find("reservationneteffectivecost", "reservationeffectivecost");
        _committed = header.Find("savingsplantotalcommitmenttodate");
        _used = header.Find("savingsplanusedcommitment");
        _unusedUpfront = Find("reservationnetunusedamortizedupfrontfeeforbillingperiod", "reservationunusedamortizedupfrontfeeforbillingperiod");
        _unusedRecurring = Find("reservationnetunusedrecurringfee", "reservationunusedrecurringfee");
    }

    /// <summary>UnblendedCost, whatever the basis.</summary>
    public ReadOnlySpan<byte> Gross => _cells.First(_gross);

    /// <summary>The cost as text; empty where it has none.</summary>
    public ReadOnlySpan<byte> this[CurAmount amount] => amount switch
    {
        CurAmount.Zero => "0"u8,
        CurAmount.Billed => _cells.First(_billed),
        CurAmount.SavingsPlan => Effective(_savingsPlan),
        CurAmount.Reservation => Effective(_reservation),
        CurAmount.SavingsPlanUnused or CurAmount.ReservationUnused => _unused,
        CurAmount.PublicPrice => PublicPrice(),
        _ => default,
    };

    /// <summary>Begins a charge: two of its costs may ask for the same text, which is noted once.</summary>
    public void Begin() => _counted = false;

    /// <summary>Calculates what was unused. False when it is nothing, or not known.</summary>
    public bool HasUnused(CurAmount amount)
    {
        bool plan = amount == CurAmount.SavingsPlanUnused;
        ReadOnlySpan<byte> first = _cells.First(plan ? _committed : _unusedUpfront), second = _cells.First(plan ? _used : _unusedRecurring);
        if (first.IsEmpty && second.IsEmpty)
        {
            _notes.NoUnused++;
            return false;
        }

        // A text that is no number goes through as it is, so that the row is refused with it.
        if (!IsNumber(first, out ExactSum left)) return Bad(first);
        if (!IsNumber(second, out ExactSum right)) return Bad(second);
        ExactSum unused = plan ? left - right : left + right;
        if (unused.CompareTo(ExactSum.Zero) <= 0) return false;
        _unused = Encoding.ASCII.GetBytes(unused.ToString());
        return true;
    }

    /// <summary>True for a number; nothing counts as zero.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text, out ExactSum value)
    {
        value = ExactSum.Zero;
        if (text.IsEmpty) return true;
        if (FocusNumber.Parse(text, out Int128 units, out bool exact) != NumberFault.None) return false;
        value = exact ? FocusNumber.OfUnits(units) : FocusNumber.Exact(text);
        return true;
    }

    private bool Bad(ReadOnlySpan<byte> text)
    {
        _unused = text.ToArray();
        return true;
    }

    private ReadOnlySpan<byte> Effective(IReadOnlyList<int> columns)
    {
        ReadOnlySpan<byte> text = _cells.First(columns);
        if (!text.IsEmpty) return text;
        _notes.NoEffective++;
        return "0"u8;
    }

    private ReadOnlySpan<byte> PublicPrice()
    {
        ReadOnlySpan<byte> text = _cells.First(_public);
        if (text.IsEmpty || FocusNumber.Parse(text, out _, out _) == NumberFault.None) return text;
        if (!_counted) _notes.NoPublicPrice++;
        _counted = true;
        return default;
    }
}
