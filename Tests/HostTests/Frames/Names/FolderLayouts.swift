extension FolderLayout {
  /// Every order of date and clock, joined in several ways: 126 layouts.
  static let combined: [FolderLayout] = {
    let dates = [
      "{Y}{m}{d}", "{Y}-{m}-{d}", "{Y}_{m}_{d}", "{y}{m}{d}", "{d}{m}{Y}", "{d}-{m}-{Y}",
      "{d}.{m}.{Y}", "{m}{d}{Y}", "{m}-{d}-{Y}", "{Y}{j}", "{Y}-{j}", "{y}{j}", "{d}{m}{y}",
      "{d}{b}{Y}", "{Y}-{b}-{d}", "{m}{d}", "{Y}.{m}.{d}", "{d}_{m}_{y}",
    ]
    let clocks = [
      "_{H}{M}", "T{H}{M}{S}", "{H}{M}", "{H}{M}{S}", "_{H}-{M}", "-{H}.{M}.{S}", "_cam2_{H}{M}",
    ]
    return dates.flatMap { date in
      clocks.map { FolderLayout(format: "radar_" + date + $0) }
    }
  }()

  /// Names of archives and programs.
  static let archives: [FolderLayout] = {
    let start = "s{Y}{j}{H}{M}{S}{f1}"
    let end = "e{Y+569}{j+569}{H+569}{M+569}{S+569}{f1+569}"
    let created = "c{Y+574}{j+574}{H+574}{M+574}{S+574}{f1+574}"
    let tenMinutes = Step.seconds(600), halfHour = Step.seconds(1800)
    return [
      FolderLayout(format: "raa01-rx_10000-{y}{m}{d}{H}{M}-dwd---bin"),
      FolderLayout(
        format: "AQC{y}{j}{H}{M}V_00005.801", start: Stamp(2021, 12, 31, 23, 10)),
      FolderLayout(
        format: "OR_ABI-L2-CMIPF-M6C13_G16_\(start)_\(end)_\(created)",
        start: Stamp(2020, 5, 1, 22, 0, 21), step: tenMinutes),
      FolderLayout(
        format: "3B-HHR.MS.MRG.3IMERG.{Y}{m}{d}-S{H}{M}{S}-E{H+1799}{M+1799}{S+1799}.{i}.V06B",
        start: Stamp(2020, 1, 31, 20), step: halfHour),
      FolderLayout(
        format: "HS_H08_{Y}{m}{d}_{H}{M}_B13_FLDK_R20", start: Stamp(2020, 1, 1, 21),
        step: tenMinutes),
      FolderLayout(
        format: "S2A_MSIL1C_{Y}{m}{d}T{H}{M}{S}_N0208_R051_T31UFU",
        start: Stamp(2020, 1, 1, 10, 54, 41),
        step: .seconds(864_000)),
      FolderLayout(
        format: "S1A_IW_GRDH_1SDV_{Y}{m}{d}T{H}{M}{S}_{Y+25}{m+25}{d+25}T{H+25}{M+25}{S+25}_{n6}",
        start: Stamp(2020, 1, 1, 5, 43, 21), step: .seconds(1_036_800), counter: (30612, 175)),
      FolderLayout(
        format: "SVM15_npp_d{Y}{m}{d}_t{H}{M}{S}{f1}_e{H+85}{M+85}{S+85}{f1+85}_b{n5}_noaa",
        start: Stamp(2020, 2, 28, 22, 0, 7), step: tenMinutes, counter: (42001, 1),
        given: "SVM15_npp_d%Y%m%d_t%H%M%S%1f_e%EH%EM%ES%E1f_b%01d_noaa.png"),
      FolderLayout(format: "RAD_NL25_PCP_NA_{Y}{m}{d}{H}{M}"),
      FolderLayout(format: "MRMS_MergedReflectivityQCComposite_00.50_{Y}{m}{d}-{H}{M}{S}"),
      FolderLayout(format: "T_PAAH21_C_EUOC_{Y}{m}{d}{H}{M}{S}", step: .seconds(900)),
      FolderLayout(format: "MOD09.A{Y}{j}.{H}{M}.006"),
      FolderLayout(format: "{Y}{m}{d}-{H}{M}{S}-{n4}", step: .seconds(10)),
      FolderLayout(
        format: "MSG3-SEVI-MSG15-0100-NA-{Y}{m}{d}{H}{M}12.000000000Z", step: .seconds(900),
        given: "MSG3-SEVI-MSG15-0100-NA-%Y%m%d%H%M%S.000000000Z.png"),
      FolderLayout(format: "Screenshot {Y}-{m}-{d} at {I}.{M}.{S} {p}", step: .seconds(1800)),
      FolderLayout(format: "VID {Y}-{m}-{d} {I}{M}{P}", step: .seconds(1800)),
      FolderLayout(format: "KTLX{Y}{m}{d}_{H}{M}{S}_V06"),
      FolderLayout(
        format: "MSG4-SEVI-0100-{Y}{m}{d}{H}{M}{S}.{f9}Z-NA", step: .nanoseconds(300_500_000_000)),
      FolderLayout(
        format:
          "MOD13Q1.A{Y}{j}.h18v04.006.{Y+1500000}{j+1500000}{H+1500000}{M+1500000}{S+1500000}",
        start: Stamp(2019, 1, 1), step: .seconds(86_400)),
      FolderLayout(
        format: "LC08_L1TP_193024_{Y}{m}{d}_{Y+864000}{m+864000}{d+864000}_02_T1",
        start: Stamp(2021, 1, 5), step: .seconds(1_382_400)),
      FolderLayout(format: "rgb-{s}.{f6}", step: .nanoseconds(33_250_000)),
      FolderLayout(format: "{s}{f9}", step: .nanoseconds(50_000_000)),
      FolderLayout(format: "{s}{f3}", step: .nanoseconds(40_000_000)),
      FolderLayout(format: "cam0_{s}{f6}", step: .nanoseconds(40_000_000)),
      // A digit that never changes after the minute.
      FolderLayout(format: "MLL{y}{j}{H}{M}7U.001", start: Stamp(2021, 12, 2, 21, 10)),
      FolderLayout(format: "RZC{y}{j}{H}{M}0VL.801", start: Stamp(2021, 12, 2, 22, 10)),
      FolderLayout(format: "CPC{y}{j}{H}{M}0_00005.801.gif", start: Stamp(2021, 12, 2, 20)),
      FolderLayout(format: "AQC{y}{j}{H}{M}5V_00005.801", start: Stamp(2021, 12, 31, 23, 10)),
      FolderLayout(format: "X{y}{m}{d}{H}{M}0", start: Stamp(2021, 12, 31, 20), step: tenMinutes),
      FolderLayout(format: "radar{y}{j}{H}{M}5", start: Stamp(2021, 5, 3, 1), step: tenMinutes),
      // The year apart from month and day.
      FolderLayout(
        format: "IR069_{Y}_{m}{d}_{H}00", start: Stamp(2019, 12, 30), step: .seconds(3600),
        count: 48, given: "IR069_%Y_%m%d_%H%M.png"),
      FolderLayout(
        format: "IR069_{Y}_{m}{d}_{H}00", start: Stamp(2020, 2, 27), step: .seconds(3600),
        count: 48, given: "IR069_%Y_%m%d_%H%M.png"),
      FolderLayout(format: "IR069_{Y}_{m}{d}_{H}{M}", start: Stamp(2019, 12, 31, 23)),
      FolderLayout(format: "{Y}-{m}{d}-{H}{M}", start: Stamp(2019, 12, 31, 20)),
      // Start and end, joined.
      FolderLayout(
        format: "A{Y}{j}{Y+604800}{j+604800}.L3m", start: Stamp(2002, 1, 3),
        step: .seconds(691_200)),
      FolderLayout(
        format: "A{Y}{m}{d}{Y+604800}{m+604800}{d+604800}", start: Stamp(2002, 1, 3),
        step: .seconds(691_200)),
      // The day of the week.
      FolderLayout(
        format: "wk_{a}_{d}_{b}_{Y}_{H}{M}", start: Stamp(2024, 5, 31, 20, 30), step: tenMinutes),
      FolderLayout(
        format: "wk_{a}_{d}_{b}_{Y}_{H}{M}", start: Stamp(2024, 5, 31, 20), step: tenMinutes),
      FolderLayout(
        format: "{^a}-{Y}-{m}-{d}-{H}", start: Stamp(2024, 5, 28), step: .seconds(3600), count: 60),
      FolderLayout(format: "{s}"),
      FolderLayout(format: "webcam_{s}", step: .seconds(60)),
    ]
  }()

  /// Days, months, years.
  static let calendars: [FolderLayout] = {
    let day = Step.seconds(86_400), month = Step.months(1), year = Step.months(12)
    let start = Stamp(2021, 2, 10)
    return [
      FolderLayout(format: "{Y}{m}{d}", start: start, step: day),
      FolderLayout(format: "{Y}-{m}-{d}", start: start, step: day),
      FolderLayout(format: "{Y}.{m}.{d}", start: start, step: day),
      FolderLayout(format: "sst.{Y}{m}{d}.v2", start: start, step: day),
      FolderLayout(format: "{Y}{j}", start: Stamp(2020, 12, 20), step: day),
      FolderLayout(format: "A{Y}{j}.h18v04", start: Stamp(2020, 12, 20), step: day),
      FolderLayout(format: "{d}{m}{Y}", start: Stamp(2024, 1, 20), step: day),
      FolderLayout(format: "{d}-{m}-{Y}", start: start, step: day),
      FolderLayout(format: "{d}.{m}.{Y}", start: start, step: day),
      FolderLayout(format: "{m}{d}{Y}", start: start, step: day),
      FolderLayout(format: "{y}{m}{d}", start: start, step: day),
      FolderLayout(format: "{d}{m}{y}", start: start, step: day),
      FolderLayout(format: "{y}-{m}-{d}", start: start, step: day),
      FolderLayout(format: "{m}{d}", start: start, step: day),
      FolderLayout(format: "{m}-{d}", start: start, step: day),
      FolderLayout(format: "{d}{b}{Y}", start: start, step: day),
      FolderLayout(format: "{Y}{^b}{d}", start: start, step: day),
      FolderLayout(format: "{d}-{#b}-{Y}", start: start, step: day),
      FolderLayout(format: "{B} {d} {Y}", start: start, step: day),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(1899, 12, 20), step: day),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(2100, 12, 20), step: day),
      FolderLayout(format: "tas_{Y}{m}{d}", start: Stamp(1850, 1, 16), step: month),
      FolderLayout(format: "ndvi_{Y}{m}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "ndvi_{Y}-{m}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "{Y}_{m}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "{b}_{Y}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "{Y}{b}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(2022, 6, 1), step: month),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(2022, 6, 15), step: month),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(2021, 8, 31), step: month),
      FolderLayout(format: "{Y}{m}{d}", start: Stamp(2021, 8, 31), step: .months(3)),
      FolderLayout(format: "{Y}-{m}-{d}", start: Stamp(1990, 7, 1), step: year),
      FolderLayout(format: "{Y}{m}", start: Stamp(1855, 6, 1), step: month),
      FolderLayout(format: "{Y}", start: Stamp(1990, 1, 1), step: year, given: "%d.png"),
      FolderLayout(format: "{Y}-{-m}-{-d}", start: Stamp(2021, 9, 20), step: day),
      FolderLayout(format: "snow {G}-W{V}", start: Stamp(2020, 11, 2), step: .seconds(604_800)),
      FolderLayout(format: "{Y}{m}{d}{H}", start: start, step: .seconds(10_800)),
      FolderLayout(format: "{Y}{m}{d}_{H}", start: start, step: .seconds(3600)),
      FolderLayout(
        format: "{Y}{m}{d}_{H}00", start: start, step: .seconds(3600), given: "%Y%m%d_%H%M.png"),
      FolderLayout(format: "{Y}-{m}-{d}T{H}Z", start: start, step: .seconds(21_600)),
      FolderLayout(format: "{A} {d} {B} {Y}", start: Stamp(2024, 5, 20), step: day),
      FolderLayout(format: "{a}_{Y}{j}", start: Stamp(2024, 5, 20), step: day),
      FolderLayout(format: "{Y}_{m}{d}", start: Stamp(2019, 12, 20), step: day),
      FolderLayout(format: "sst_{Y}_{m}{d}", start: Stamp(2020, 2, 5), step: day),
      // Hours of a day.
      FolderLayout(
        format: "{Y}-{m}-{d}-{H}", start: Stamp(2022, 5, 31, 5), step: .seconds(3600), count: 19),
      FolderLayout(
        format: "{Y}_{m}_{d}_{H}", start: Stamp(2023, 12, 31, 5), step: .seconds(3600), count: 19),
      FolderLayout(
        format: "{Y} {m} {d} {H}", start: Stamp(2023, 12, 31, 4), step: .seconds(3600), count: 19),
      FolderLayout(format: "{Y}-{m}-{d}-{H}", start: Stamp(2022, 5, 31), step: .seconds(3600)),
      FolderLayout(
        format: "archv.{Y}_{j}_{H}", start: Stamp(2023, 12, 31, 3), step: .seconds(3600), count: 19),
      FolderLayout(format: "wrf_{Y}_{m}_{d}_{H}", start: start, step: .seconds(10_800)),
      // Years of models.
      FolderLayout(format: "case.cam.h0.{Y}-{m}", start: Stamp(1, 1, 1), step: month),
      FolderLayout(format: "{Y}-{m}", start: Stamp(850, 6, 1), step: month),
    ]
  }()

  /// Times of day, and numbers.
  static let countersAndClocks: [FolderLayout] = [
    FolderLayout(format: "{H}{M}"),
    FolderLayout(format: "{H}{M}{S}"),
    FolderLayout(format: "{H}-{M}-{S}"),
    FolderLayout(format: "cam_{H}{M}", step: .seconds(900)),
    FolderLayout(format: "{H}h{M}"),
    FolderLayout(format: "{H}.{M}", step: .seconds(600)),
    FolderLayout(format: "{H}{M}{S}", start: Stamp(2021, 1, 1, 11, 58, 30), step: .seconds(10)),
    FolderLayout(format: "{H}{M}{S}_{f3}", step: .nanoseconds(4_500_000_000)),
    FolderLayout(format: "{I}{M}{p}", step: .seconds(1800)),
    FolderLayout(format: "{m}{d}_{H}{M}{S}", start: Stamp(2021, 12, 31, 23, 10)),
    FolderLayout(format: "{-m}-{-d}-{Y}_{-H}-{M}", start: Stamp(2021, 9, 30, 22, 10)),
    FolderLayout(format: "{-d}.{-m}.{Y} {-H}.{M}.{S}", start: Stamp(2021, 9, 30, 22, 10)),
    FolderLayout(
      format: "{-m}-{-d}-{Y} {-I}.{M} {p}", start: Stamp(2021, 7, 31, 20), step: .seconds(1800)),
    FolderLayout(format: "IMG_{n4}", counter: (9980, 1), given: "IMG_%d.png"),
    FolderLayout(format: "DSC{n5}", counter: (95, 1)),
    FolderLayout(format: "frame{n}", counter: (0, 1)),
    FolderLayout(format: "{n}", counter: (1, 1)),
    FolderLayout(format: "{n3}", counter: (990, 1), given: "%d.png"),
    FolderLayout(format: "f_{n4}_left", counter: (0, 1)),
    FolderLayout(format: "v2_{n4}", counter: (1, 1)),
    FolderLayout(format: "{n6}", counter: (100, 1)),
    FolderLayout(format: "{n8}", counter: (1, 1)),
    FolderLayout(format: "shot.{n4}.beauty", counter: (1001, 1), given: "shot.%d.beauty.png"),
    FolderLayout(format: "{n4}", counter: (0, 5)),
    FolderLayout(format: "iter_{n6}", counter: (0, 500)),
    FolderLayout(format: "run20210731_{n3}", counter: (1, 1)),
    FolderLayout(format: "{n4}_{n4}", counter: (1, 1)),
    FolderLayout(format: "{Y}_{Y}{m}{d}_{H}{M}"),
    FolderLayout(format: "{Y}{m}{d}_{Y}{m}{d}{H}{M}"),
    FolderLayout(format: "{n5}_{Y}{m}{d}{H}{M}", counter: (11, 1)),
    FolderLayout(format: "{Y}{m}{d}_{H}{M}_{n}", counter: (95, 1)),
    FolderLayout(format: "{Y}{m}{d}_{H}{M}_{n4}", counter: (10, 10)),
  ]

  /// All of them.
  static let all = combined + archives + calendars + countersAndClocks
}
