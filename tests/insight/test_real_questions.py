"""The questions of the report on real shops, beside pandas over the files themselves."""

from __future__ import annotations

import pandas as pd
import pytest

import regulars

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wholesaler(data, tmp_path_factory):
    with regulars.open(tmp_path_factory.mktemp("real") / "wholesaler") as shop:
        shop.load(data / "online_retail" / "online_retail.parquet", currency="GBP")
        yield shop


@pytest.fixture(scope="module")
def invoices(data) -> pd.DataFrame:
    """One row per customer and day of purchase, by hand from the file."""
    lines = pd.read_parquet(data / "online_retail" / "online_retail.parquet")
    lines = lines[lines.CustomerID.notna() & (lines.Quantity > 0) & (lines.UnitPrice > 0)]
    lines = lines.assign(who=lines.CustomerID.astype(float).astype(int).astype(str), day=pd.to_datetime(lines.InvoiceDate).dt.normalize())
    return lines[["who", "day"]].drop_duplicates().sort_values(["who", "day"])


@pytest.fixture(scope="module")
def grocer(data, tmp_path_factory):
    folder = data / "completejourney"
    with regulars.open(tmp_path_factory.mktemp("real") / "grocer") as shop:
        shop.load(folder / "transactions.parquet", folder / "products.parquet", folder / "demographics.parquet", currency="USD")
        yield shop


@pytest.mark.parametrize("definition", ["classic", "rolling", "bounded"])
def test_the_wholesalers_cohorts_are_those_of_pandas(wholesaler, invoices, definition):
    bought = invoices.assign(month=invoices.day.dt.year * 12 + invoices.day.dt.month)
    bought["nth"] = bought.groupby("who").cumcount()
    bought["cohort"] = bought.groupby("who").month.transform("min")
    bought["k"] = bought.month - bought.cohort
    per = bought.groupby("who").agg(cohort=("cohort", "first"), last=("k", "max"))
    per["second"] = bought[bought.nth == 1].set_index("who").k.reindex(per.index)
    kept = {
        "classic": lambda cohort, k: bought[(bought.cohort == cohort) & (bought.k == k)].who.nunique(),
        "rolling": lambda cohort, k: ((per.cohort == cohort) & (per["last"] >= k)).sum(),
        "bounded": lambda cohort, k: ((per.cohort == cohort) & (per.second <= k)).sum(),
    }[definition]
    found = wholesaler.insight("cohorts", definition=definition).to_pandas()
    assert found.groupby("cohort")["size"].first().sum() == 4_338
    complete = found[found.retained.notna()]
    assert len(found) - len(complete) == found.cohort.nunique()  # December 2011 is not over
    for row in complete.itertuples():
        assert row.retained == kept(row.cohort.year * 12 + row.cohort.month, row.period), row
        assert row.retention == pytest.approx(row.retained / row.size)


def test_the_three_definitions_stand_in_their_order(wholesaler):
    """Whoever buys in a period has come back within it, and whoever buys in it buys in it or later."""
    classic, rolling, bounded = (
        wholesaler.insight("cohorts", definition=name).to_pandas().set_index(["cohort", "period"]).retention
        for name in ("classic", "rolling", "bounded")
    )
    later = classic.index.get_level_values("period") > 0
    assert (classic.dropna() <= rolling.dropna()).all()
    assert (classic[later].dropna() <= bounded[later].dropna()).all()


def test_the_wholesalers_first_cohort_is_said_to_hold_earlier_buyers(wholesaler):
    notes = wholesaler.insight("cohorts").notes
    unsure = sum(row["first_is_first"] is False for row in wholesaler.profile())
    assert unsure > 0
    assert f"{unsure:,}" in notes[-1].en


def test_the_wholesalers_classes_hold_its_orders(wholesaler, data):
    lines = pd.read_parquet(data / "online_retail" / "online_retail.parquet")
    lines = lines[lines.CustomerID.notna() & (lines.Quantity > 0) & (lines.UnitPrice > 0)]
    end = pd.to_datetime(lines.InvoiceDate).max().normalize()
    recent = lines[pd.to_datetime(lines.InvoiceDate).dt.normalize() > end - pd.Timedelta(days=365)]
    found = wholesaler.insight("classes", scheme="frequency").to_pandas()
    assert found.orders.sum() == recent.InvoiceNo.nunique()
    assert found.orders_share.sum() == pytest.approx(1)
    assert found.margin.isna().all()


@pytest.fixture(scope="module")
def groceries(data) -> pd.DataFrame:
    """The grocer's lines with their department, by hand."""
    folder = data / "completejourney"
    lines = pd.read_parquet(folder / "transactions.parquet")
    products = pd.read_parquet(folder / "products.parquet")[["product_id", "department"]]
    lines = lines.assign(product_id=lines.product_id.astype(str)).merge(products.astype(str), on="product_id", how="left")
    return lines.assign(who=lines.household_id.astype(str))


def test_the_grocers_categories_are_those_of_pandas(grocer, groceries):
    found = grocer.insight("categories").to_pandas()
    assert len(found) > 3
    profile = grocer.profile().to_pandas().set_index("customer_id")
    assert found.revenue.sum() <= profile.spend_365d.sum()
    top = found.iloc[0]
    mine = groceries[(groceries.department == top.category) & (groceries.quantity > 0)]
    year = pd.to_datetime(mine.transaction_timestamp).dt.normalize() > pd.Timestamp(grocer.last_day()) - pd.Timedelta(days=365)
    assert abs(mine[year].who.nunique() - top.buyers) <= 2
    assert top.revenue == pytest.approx(100 * mine[year].sales_value.sum(), rel=0.001)


def test_the_grocers_first_purchases_are_left_out_where_they_may_not_be_the_first(grocer):
    """A loyalty programme that was running when the data begins: nearly everybody was a customer before."""
    found = grocer.insight("first_purchases")
    rows = grocer.profile().to_pandas()
    window = grocer._seen(grocer.last_day()).bars.window
    fair = rows[(rows.purchases > 0) & rows.first_is_first.fillna(False).astype(bool) & (rows.days_since_first >= window)]
    assert f"{len(fair):,}" in found.notes[0].en
    assert all(row["buyers"] <= len(fair) for row in found)


def test_the_grocers_ages_are_the_bands_of_its_file(grocer, data):
    people = pd.read_parquet(data / "completejourney" / "demographics.parquet")
    bands = people.age.astype(str).value_counts()
    found = {row["name"]: row["customers"] for row in grocer.insight("ages").table("en")}
    for name in ("25–34", "35–44", "45–54", "55–64"):
        assert found[name] == bands[name.replace("–", "-")]
    assert found["65 and over"] == bands["65+"]
    assert sum(found.values()) == len(grocer.profile())
