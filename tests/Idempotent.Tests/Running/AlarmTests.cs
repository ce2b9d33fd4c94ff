using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Idempotent.Tests.Running;

/// <summary>What wakes the lease keeper.</summary>
public sealed class AlarmTests
{
    [Fact]
    public void Alarm_BySystemTime_RingsOutsideTheThreadPool()
    {
        // Leases are renewed also while the pool is starved.
        using var rings = new BlockingCollection<bool>();
        var alarm = new Alarm(TimeProvider.System, () => rings.Add(Thread.CurrentThread.IsThreadPoolThread));
        for (var i = 0; i < 3; i++)
        {
            alarm.Set(TimeProvider.System.GetTimestamp(), TimeSpan.FromMilliseconds(1));

            Assert.True(rings.TryTake(out var inPool, TimeSpan.FromSeconds(20)));
            Assert.False(inPool);
        }
    }

    [Fact]
    public void Alarm_WhenSetAgain_RingsAtTheNewTime()
    {
        using var rings = new BlockingCollection<bool>();
        var alarm = new Alarm(TimeProvider.System, () => rings.Add(true));
        alarm.Set(TimeProvider.System.GetTimestamp(), TimeSpan.FromHours(1));

        alarm.Set(TimeProvider.System.GetTimestamp(), TimeSpan.FromMilliseconds(1));

        Assert.True(rings.TryTake(out _, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Alarm_ByAnotherClock_RingsOnceByThatClock()
    {
        var time = new FakeTimeProvider();
        var rings = 0;
        var alarm = new Alarm(time, () => rings++);
        alarm.Set(time.GetTimestamp(), TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(0, rings);
        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(1, rings);
    }

    [Fact]
    public void Alarm_SetBySomeoneWhoWasPaused_IsNotLateByThePause()
    {
        var time = new FakeTimeProvider();
        var rings = 0;
        var alarm = new Alarm(time, () => rings++);
        var from = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(8));

        alarm.Set(from, TimeSpan.FromSeconds(10));
        Assert.Equal(0, rings);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, rings);

        time.Advance(TimeSpan.FromSeconds(20));
        alarm.Set(from, TimeSpan.FromSeconds(10));
        Assert.Equal(2, rings);
    }

    [Fact]
    public void Alarm_BySystemTime_CountsFromWhereItIsTold()
    {
        using var rings = new BlockingCollection<bool>();
        var alarm = new Alarm(TimeProvider.System, () => rings.Add(true));

        alarm.Set(TimeProvider.System.GetTimestamp() - TimeProvider.System.TimestampFrequency * 3600, TimeSpan.FromHours(1));

        Assert.True(rings.TryTake(out _, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Jitter_ShortensByUpToAQuarterAndIsRepeatableBySeed()
    {
        var (one, other) = (new Jitter(42), new Jitter(42));
        var times = Enumerable.Range(0, 1000).Select(_ => one.Shorten(TimeSpan.FromSeconds(4))).ToList();

        Assert.All(times, static t => Assert.InRange(t, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4)));
        Assert.True(times.Distinct().Count() > 900);
        Assert.Equal(times, Enumerable.Range(0, 1000).Select(_ => other.Shorten(TimeSpan.FromSeconds(4))));
    }
}
