using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Where a budget should be by now, and where it ends if the days to come are like the days so far (domain C.3). Not a forecast.</summary>
internal sealed class BudgetPace
{
    private const int BurnDays = 7;

    // One or two days say nothing about a month (OCI and AWS wait as well).
    private const int PaceDaysMin = 3;

    private readonly BudgetEvidence _evidence;
    private readonly SeasonalProfile _profile;
    private readonly bool _seasonal;
    private readonly DayRange _done;
    private readonly decimal _amount;
    private readonly decimal _actual;

    public BudgetPace(BudgetEvidence evidence, DayRange done, decimal amount, decimal actual)
    {
        (_evidence, _done, _amount, _actual) = (evidence, done, amount, actual);
        DateOnly known = evidence.KnownFrom is { } from && from < done.Start ? from : done.Start;
        int history = done.End.DayNumber - known.DayNumber;
        _seasonal = evidence.Profile is not null || history >= SeasonalProfile.HistoryDaysMin;
        SeasonalProfile learnt = evidence.Profile ?? SeasonalEstimate.From(evidence.Daily, evidence.Purchases, new DayRange(known, done.End), evidence.Days);
        _profile = _seasonal ? learnt : SeasonalProfile.Even with { Fees = learnt.Fees };
    }

    public decimal ExpectedEven => _amount * _done.Days / _evidence.Days.Days;

    public decimal? ExpectedSeasonal => _seasonal && _profile.Weights(_evidence.Days) is var whole and > 0m
        ? _profile.FeesDue(_done) + ((_amount - _profile.FeesDue(_evidence.Days)) * _profile.Weights(_done) / whole)
        : null;

    public decimal? PaceIndex => Ratio.Of(_actual, ExpectedSeasonal ?? ExpectedEven);

    /// <summary>What is left of the period counts by its weight; fees are added, not multiplied.</summary>
    public decimal? AtThisPace => _done.Days == _evidence.Days.Days ? _actual
        : CanPace ? _profile.FeesDue(_evidence.Days) + (Core * _profile.Weights(_evidence.Days) / _profile.Weights(_done)) : null;

    public decimal? BurnRate
    {
        get
        {
            var days = new DayRange(_done.End.AddDays(-BurnDays), _done.End);
            if (days.Start < (_evidence.KnownFrom ?? _done.Start)) return null;
            decimal sum = 0m;
            for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1))
            {
                decimal fee = _profile.Fees.GetValueOrDefault(day, _evidence.Purchases.GetValueOrDefault(day));
                sum += _evidence.Daily.GetValueOrDefault(day) - fee;
            }

            return sum / BurnDays;
        }
    }

    public decimal? RequiredPerDay => _done.Days < _evidence.Days.Days ? (_amount - _actual) / (_evidence.Days.Days - _done.Days) : null;

    /// <summary>The day on which the amount was passed, or will be.</summary>
    public DateOnly? ExhaustedOn => _actual > _amount
        ? FirstAbove(_done, 0m, day => _evidence.Daily.GetValueOrDefault(day))
        : CanPace ? FirstAbove(new DayRange(_done.End, _evidence.Days.End), _actual, ExpectedOn) : null;

    /// <summary>The days of the period that are to come.</summary>
    public IReadOnlyList<DayAhead> Ahead => [.. Enumerable.Range(0, _evidence.Days.End.DayNumber - _done.End.DayNumber).Select(_done.End.AddDays)
        .Select(day => new DayAhead(day, _profile.Weight(day), _profile.Fees.GetValueOrDefault(day)))];

    private bool CanPace => _done.Days >= PaceDaysMin && _profile.Weights(_done) > 0m;

    private decimal Core => _actual - _profile.FeesDue(_done);

    private decimal ExpectedOn(DateOnly day) => (Core * _profile.Weight(day) / _profile.Weights(_done)) + _profile.Fees.GetValueOrDefault(day);

    private DateOnly? FirstAbove(DayRange days, decimal sum, Func<DateOnly, decimal> costOn)
    {
        for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1))
        {
            sum += costOn(day);
            if (sum > _amount) return day;
        }

        return null;
    }
}
