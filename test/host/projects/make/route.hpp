#pragma once
#include "city.hpp"
#include "durable.hpp"

/// Visits the nearest city that is left, again and again; gives the way's length.
DURABLE double tour(std::vector<city> left, std::vector<std::string> &order);
